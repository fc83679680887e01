import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclarations } from './tsdoc.mjs';

const text = `
/** The ref of a database,
 * see {@link Thing}.
 *
 * More.
 *
 * @public
 */
export const REF = 'x/ref';

export const names = {
  /** What was requested. */
  spec: 'x/spec',
  hash: 'x/hash',
} as const;

/** A thing. @public */
export interface Thing<O> {
  /** \`GET /things\`: all of them. */
  list(filter: Filter, options?: O): Promise<Things>;
  note?: string;
}
`;

test('reads constants with their values and TSDoc', () => {
  const found = readDeclarations(text);
  assert.deepEqual(found.get('REF'), {
    doc: 'The ref of a database, see `Thing`.\n\nMore.',
    value: 'x/ref',
  });
  assert.deepEqual(found.get('names.spec'), {
    doc: 'What was requested.',
    value: 'x/spec',
  });
  assert.equal(found.get('names.hash').value, 'x/hash');
});

test('reads the members of an interface', () => {
  const { doc, members } = readDeclarations(text).get('Thing');
  assert.equal(doc, 'A thing.');
  const [list, note] = members;
  assert.equal(list.doc, '`GET /things`: all of them.');
  assert.equal(list.type, 'Promise<Things>');
  assert.deepEqual(list.parameters, [
    { name: 'filter', type: 'Filter', optional: false },
    { name: 'options', type: 'O', optional: true },
  ]);
  assert.equal(note.optional, true);
});
