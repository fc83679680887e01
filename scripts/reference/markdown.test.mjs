import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, page, table } from './markdown.mjs';

test('writes a table without the columns that nobody fills', () => {
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

test('keeps a cell on one line, whatever it holds', () => {
  const written = table(['A'], [['a | b\nc\n\nd']]);
  assert.match(written, /\| a \\\| b c<br>d \|$/);
});

test('quotes code that holds a backtick', () => {
  assert.equal(code('a'), '`a`');
  assert.equal(code('a`b'), '``a`b``');
});

test('leaves out the parts of a page that are missing', () => {
  assert.equal(page('a', [undefined, ['b', false]], ''), 'a\n\nb\n');
});
