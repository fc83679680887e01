import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tabPathOf } from './tab-path.mjs';

test('returns the configured path of the tab', () => {
  const configured = path => [
    'entity-content:postgres',
    { 'page:catalog': { config: { path: '/' } } },
    { 'entity-content:postgres': { config: { path } } },
  ];
  assert.equal(tabPathOf(configured('/databases/')), 'databases');
});

test('returns the default path of the plugin', () => {
  const entries = ['page:x', { 'entity-content:postgres': false }];
  assert.equal(tabPathOf(entries), 'postgresql');
  assert.equal(tabPathOf(), 'postgresql');
});
