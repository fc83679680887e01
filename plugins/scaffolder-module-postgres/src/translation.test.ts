import fs from 'node:fs';
import path from 'node:path';
import { scaffolderPostgresTranslationRef } from './translation';

it('has no unused message', () => {
  const sources = fs
    .readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !/test|messages\.ts$/i.test(file))
    .map(file => fs.readFileSync(path.join(__dirname, file), 'utf8'))
    .join('\n');
  // Literal keys, and keys with an inserted part: `${what}.none`.
  const patterns = [...sources.matchAll(/[^\w]t\(\s*['`]([^'`]+)['`]/g)].map(
    ([, key]) =>
      new RegExp(
        `^${key.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`,
      ),
  );
  const ref = scaffolderPostgresTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  };
  const keys = Object.keys(ref.getDefaultMessages()).map(key =>
    key.replace(/_(one|other)$/, ''),
  );
  expect(keys.length).toBeGreaterThan(50);
  expect(
    keys.filter(key => !patterns.some(pattern => pattern.test(key))),
  ).toEqual([]);
});
