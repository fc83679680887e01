import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, page, table } from './markdown.mjs';

test('renders a table without empty columns', () => {
  assert.equal(
    table(
      ['A', 'B', 'C'],
      [
        ['1', '', 'x'],
        ['2', undefined, ''],
      ],
    ),
    '| A | C |\n| --- | --- |\n| 1 | x |\n| 2 |  |',
  );
});

test('keeps a cell on one line', () => {
  const written = table(['A'], [['a | b\nc\n\nd']]);
  assert.match(written, /\| a \\\| b c<br>d \|$/);
});

test('quotes code that contains a backtick', () => {
  assert.equal(code('a'), '`a`');
  assert.equal(code('a`b'), '``a`b``');
});

test('omits missing parts of a page', () => {
  assert.equal(page('a', [undefined, ['b', false]], ''), 'a\n\nb\n');
});
