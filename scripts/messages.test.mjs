import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ensureInstalled } from './ensure-installed.mjs';
import { formatText } from './lib/format.mjs';
import { root } from './lib/project.mjs';

await ensureInstalled();

const { catalogues, read, sources, textsOf } = await import(
  './lib/catalogues.mjs'
);
const { messagesPage } = await import('./reference/messages.mjs');

/** The functions by which other packages use the texts of a catalogue. */
const exported = {
  'postgres-node/src/messages': 'providerMessage(',
  'postgres-kubernetes-node/src/messages': 'kubernetesMessage(',
};

test('there are message catalogues', () => assert.ok(catalogues.length >= 3));

test('a changed, moved or exchanged text is seen in docs/reference/messages.md', async () => {
  const file = path.join(root, 'docs/reference/messages.md');
  assert.equal(
    fs.readFileSync(file, 'utf8'),
    await formatText(messagesPage(), file),
    'run `npm run reference`',
  );
});

test('no text is in two catalogues', () => {
  const idsOf = new Map();
  for (const folder of catalogues)
    for (const [key, text] of textsOf(folder))
      idsOf.set(text, [...(idsOf.get(text) ?? []), `${folder}: ${key}`]);
  assert.deepEqual(
    [...idsOf.values()].filter(ids => ids.length > 1),
    [],
  );
});

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
          (file.startsWith(`${path.dirname(folder)}/`) ||
            (exported[folder] && read(file).includes(exported[folder]))) &&
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
