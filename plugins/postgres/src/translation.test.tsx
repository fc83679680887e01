import fs from 'node:fs';
import path from 'node:path';
import { screen } from '@testing-library/react';
import {
  createTranslationMessages,
  createTranslationResource,
} from '@backstage/frontend-plugin-api';
import { appIn } from './__testUtils__/appIn';
import { defaultMessages } from './__testUtils__/defaultMessages';
import { renderTab } from './__testUtils__/renderTab';
import { translate } from './__testUtils__/translate';
import { postgresTranslationRef } from './translation';

/** A translation that an adopter adds to the app. */
const german = createTranslationResource({
  ref: postgresTranslationRef,
  translations: {
    de: async () => ({
      default: createTranslationMessages({
        ref: postgresTranslationRef,
        messages: {
          'page.section.backups': 'Sicherungen',
          'tiles.change.created': '{{creator}} hat sie angelegt: {{time}}',
          'tiles.health.standbys_one':
            '{{working}} von {{count}} Standby läuft',
        },
      }),
    }),
  },
});

// The app stores the language of the user.
beforeEach(() => localStorage.clear());

it("shows the tab in the user's language, and English if a text is missing", async () => {
  renderTab(undefined, '', undefined, appIn('de', german));
  expect(
    await screen.findByRole('link', { name: 'Sicherungen' }),
  ).toBeInTheDocument();
  expect(screen.getByText('1 von 1 Standby läuft')).toBeInTheDocument();
  expect(screen.getByText(/hat sie angelegt:/)).toHaveTextContent(
    /^ada hat sie angelegt: 26 h ago$/,
  );
  expect(screen.getByRole('link', { name: 'Health' })).toBeInTheDocument();
});

it('shows text of a provider unchanged', () => {
  const reason = '$t(name) {{count}} $1 <b>';
  expect(translate('tiles.health.primary', { reason })).toBe(
    `Primary: ${reason}`,
  );
});

it('has no unused message', () => {
  const sources = filesIn(__dirname)
    .filter(file => !/\.test\.|__testUtils__|\/messages\//.test(file))
    .map(file => fs.readFileSync(file, 'utf8'))
    .join('\n');
  // The first argument of each call: a key, a choice of two, or a group with an
  // inserted name, `state.${state}`.
  const used = [...sources.matchAll(/\Wt\(\s*((?:\$\{[^}]*\}|[^,()])*)/g)]
    .flatMap(([, argument]) => [...argument.matchAll(/(['`])(.+?)\1/g)])
    .map(
      ([, , key]) =>
        new RegExp(
          `^${key.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`,
        ),
    );
  const keys = Object.keys(defaultMessages()).map(key =>
    key.replace(/_(one|other)$/, ''),
  );
  expect(keys.length).toBeGreaterThan(300);
  expect(keys.filter(key => !used.some(pattern => pattern.test(key)))).toEqual(
    [],
  );
});

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file))
    .map(file => path.join(folder, file));
}
