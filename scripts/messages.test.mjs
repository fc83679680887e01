import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ensureInstalled } from './ensure-installed.mjs';
import { root } from './lib/project.mjs';
import { loadSource } from './lib/sources.mjs';

await ensureInstalled();

const sources = fs
  .readdirSync(path.join(root, 'plugins'), { recursive: true })
  .filter(
    file =>
      /^[^/]+\/src\/.*\.ts$/.test(file) &&
      !/\.test\.ts$|node_modules|__(testUtils|fixtures)__/.test(file),
  );
const read = file => fs.readFileSync(path.join(root, 'plugins', file), 'utf8');

/** Message catalogues: the folders that define one. */
const catalogues = sources
  .filter(file => /\/messages\/index\.ts$/.test(file))
  .filter(file => read(file).includes('defineMessages('))
  .map(file => path.dirname(file));

/** Returns each text of a catalogue with its key; a key can occur twice. */
const textsOf = folder =>
  sources
    .filter(
      file => path.dirname(file) === folder && !file.endsWith('/index.ts'),
    )
    .flatMap(file => Object.values(loadSource(`plugins/${file}`)))
    .flatMap(Object.entries);

test('there are message catalogues', () => assert.ok(catalogues.length >= 3));

for (const folder of catalogues) {
  const texts = textsOf(folder);
  const keys = texts.map(([key]) => key);

  test(`${folder}: every key is unique`, () => {
    assert.ok(keys.length > 0);
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });

  test(`${folder}: every text is used`, () => {
    const code = sources
      .filter(
        file =>
          file.startsWith(`${path.dirname(folder)}/`) &&
          (path.dirname(file) !== folder || read(file).includes('message(')),
      )
      .map(read)
      .join('\n')
      // An id does not count as a use of a text.
      .replace(/\bid: '[^']*'/g, '');
    const unused = keys.filter(
      key => !code.includes(`'${key.replace(/_(one|other)$/, '')}'`),
    );
    assert.deepEqual(unused, []);
  });

  test(`${folder}: every text is a label or whole sentences, and a plural has both forms`, () => {
    // A label, such as the reason of a state, has no final period.
    assert.deepEqual(
      texts
        .map(([, text]) => text)
        .filter(text =>
          /\.$|[.!?]\s+[\p{Lu}{]/u.test(text)
            ? !/^(\p{Lu}|\{\{).*[.}]$/su.test(text)
            : !/^\S(.*[^\s:,;])?$/su.test(text),
        ),
      [],
    );
    const others = keys.filter(key => key.endsWith('_other'));
    assert.deepEqual(
      keys.filter(key => key.endsWith('_one')).sort(),
      others.map(key => key.replace(/_other$/, '_one')).sort(),
    );
  });
}
