import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tabPathOf } from './tab-path.mjs';

test('follows the path that an app gives the tab', () => {
  const configured = path => [
    'entity-content:postgres',
    { 'page:catalog': { config: { path: '/' } } },
    { 'entity-content:postgres': { config: { path } } },
  ];
  assert.equal(tabPathOf(configured('/databases/')), 'databases');
});

test('is the one of the plugin where none is configured', () => {
  const entries = ['page:x', { 'entity-content:postgres': false }];
  assert.equal(tabPathOf(entries), 'postgresql');
  assert.equal(tabPathOf(), 'postgresql');
});
