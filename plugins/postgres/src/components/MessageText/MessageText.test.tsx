import { screen, within } from '@testing-library/react';
import { scenarios } from '../../../dev/scenarios';
import { appIn } from '../../__testUtils__/appIn';
import { germanTexts } from '../../__testUtils__/germanTexts';
import { renderTab } from '../../__testUtils__/renderTab';

const german = germanTexts({
  'demo.noStandbyConnected': 'Ein Standby ist nicht verbunden.',
  'demo.notConnected': 'nicht verbunden',
  'demo.wholeServer': 'Eine Basissicherung enthält den Server.',
  'demo.onlyOwner': 'Nur die Besitzer: {{owner}}.',
  'demo.databaseCreated': 'Datenbank angelegt',
  'demo.createRuns': 'CREATE DATABASE läuft',
});

const renderGerman = (scenario: string, path = '') =>
  renderTab(scenarios[scenario], path, undefined, appIn('de', german));

// The app stores the language of the user.
beforeEach(() => localStorage.clear());

it("shows states in the user's language, without a period before the time", async () => {
  renderGerman('standby-down', '/health');
  expect(
    await screen.findByText(/^Ein Standby ist nicht verbunden, since$/),
  ).toBeInTheDocument();
  const standby = await screen.findByRole('row', {
    name: /^standby1.*Standby/,
  });
  expect(within(standby).getByText('nicht verbunden')).toBeInTheDocument();
});

it('shows a reason as a label without a final period, and as a sentence with one', async () => {
  renderTab(scenarios['standby-down'], '/backups');
  expect(await screen.findByText('WAL archiving fails')).toBeInTheDocument();
  // In the tile.
  expect(
    screen.getByText('WAL archiving fails.', { selector: 'p' }),
  ).toBeInTheDocument();
});

it("shows steps in the user's language", async () => {
  renderGerman('creating');
  expect(
    await screen.findByText('Datenbank angelegt: running'),
  ).toBeInTheDocument();
  expect(screen.getByText(/^CREATE DATABASE läuft/)).toBeInTheDocument();
});

it("shows why an operation is not possible in the user's language", async () => {
  renderGerman('orders', '/backups');
  expect(
    (await screen.findAllByText(/Eine Basissicherung enthält den Server\./))
      .length,
  ).toBeGreaterThan(1);
});
