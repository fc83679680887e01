import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeSkipped } from './skipped.mjs';

test('returns nothing if nothing was skipped', () => {
  assert.equal(summarizeSkipped(''), undefined);
});

test('lists each missing variable once, and counts the suites', () => {
  assert.equal(
    summarizeSkipped(
      'PGSTAGE_B\tdumps\nPGSTAGE_A\tpage\nPGSTAGE_B\trestores\n',
    ),
    'Skipped 3 suites, because these variables are not set: PGSTAGE_A, PGSTAGE_B.',
  );
});
