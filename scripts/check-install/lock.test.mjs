import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareLocks, publicEntries, requireLocked } from './lock.mjs';

const head = '# This file is generated\n\n__metadata:\n  version: 8\n';
const entry = (key, version) =>
  `\n"${key}":\n  version: ${version}\n  resolution: "${
    key.split('@npm')[0]
  }@npm:${version}"\n  linkType: hard\n`;
const workspace =
  '\n"app@workspace:packages/app":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:packages/app"\n  linkType: soft\n';
const lock = head + entry('pg@npm:^8.0.0', '8.1.0') + workspace;

test('returns only entries of the public registry', () => {
  const entries = publicEntries(
    lock + entry('@pgstage/backstage-plugin-postgres@npm:^0.1.0', '0.1.0'),
  );
  assert.deepEqual(
    entries.map(text => text.split('\n')[0]),
    ['"pg@npm:^8.0.0":'],
  );
});

test('returns what was resolved in addition to the lock file', () => {
  const resolved = head + entry('pg@npm:^8.0.0', '8.2.0');
  assert.deepEqual(compareLocks(lock, resolved), {
    added: ['"pg@npm:^8.0.0":'],
    unused: ['"pg@npm:^8.0.0":'],
  });
  assert.throws(
    () => requireLocked(lock, resolved, { release: '1.2.0' }),
    /--release 1\.2\.0 --update/,
  );
  requireLocked(lock, lock, { release: '1.2.0' });
});
