import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { requireFrom } from '../lib/sources.mjs';
import { code, page, table } from './markdown.mjs';
import { readSources } from './packages.mjs';

const intro = `# Environment variables of this repository

Only the demo and the tests in this repository use these variables; your own Backstage does not. \`npm start\` sets those without a default. To use another port, set its variable.`;

/** Returns which keys of a configuration read which variable, and its default. */
export function configVariables(value, key = '') {
  if (typeof value === 'string') {
    return [...value.matchAll(/\$\{(\w+)(?::-([^}]*))?\}/g)].map(
      ([, name, fallback]) => ({ name, fallback, key }),
    );
  }
  return Object.entries(value ?? {}).flatMap(([name, child]) => {
    const below = Array.isArray(value)
      ? `${key}[]`
      : `${key && `${key}.`}${name}`;
    return typeof child === 'number' ? [] : configVariables(child, below);
  });
}

async function configRows() {
  const { parse } = requireFrom('plugins/scaffolder-backend-module-postgres')(
    'yaml',
  );
  const text = await fs.readFile(path.join(root, 'app-config.yaml'), 'utf8');
  const variables = new Map();
  for (const { name, fallback, key } of configVariables(parse(text))) {
    const known = variables.get(name) ?? { keys: new Set() };
    variables.set(name, {
      fallback: known.fallback ?? fallback,
      keys: known.keys.add(key),
    });
  }
  return [...variables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { fallback, keys }]) => [
      code(name),
      fallback && code(fallback),
      [...keys].map(code).join('<br>'),
    ]);
}

const READ =
  /(?:process\.env\.|describeWithPart\(\s*')(PGSTAGE_\w+|KUBEBUILDER_ASSETS)/g;

/** Returns the variables with the folders of scripts and tests that read them. */
async function scriptRows(packages) {
  const rows = new Map();
  const folders = packages.map(({ folder }) => `${folder}/src`);
  for (const folder of ['scripts', 'e2e', 'examples', ...folders]) {
    for (const { file, text } of await readSources(folder, { tests: true })) {
      // Its own tests use made-up variables.
      if (file.includes('describeWithPart')) continue;
      for (const [, name] of text.matchAll(READ)) {
        const read = folder.replace(/\/src$/, '');
        rows.set(name, (rows.get(name) ?? new Set()).add(read));
      }
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, read]) => [
      code(name),
      [...read].map(folder => `[${folder}](../../${folder})`).join('<br>'),
    ]);
}

/** Renders the page of variables that the demo and the tests read. */
export async function environmentPage(packages) {
  const demo = await configRows();
  return page(
    intro,
    '## The demo',
    table(
      ['Variable', 'Default', 'Read by these keys of app-config.yaml'],
      demo,
    ),
    '## Scripts and tests',
    'A suite is skipped if its variable is not set, and listed at the end of `npm test`.',
    table(['Variable', 'Read by'], await scriptRows(packages)),
  );
}
