import { threeWayPatch } from './threeWayPatch';

const absent = { ensure: 'absent' };
const present = { ensure: 'present' };

it.each([
  [
    'nothing, for values that are the same before and after',
    { a: 1 },
    { a: 1 },
    { a: 2 },
    undefined,
  ],
  [
    'nothing, for values that are set already',
    { a: 1 },
    { a: 2 },
    { a: 2 },
    undefined,
  ],
  [
    'a value that changes',
    { a: 1, b: 1 },
    { a: 2, b: 1 },
    { a: 1, b: 5, c: 7 },
    { a: 2 },
  ],
  [
    'null for a removed value',
    { a: { b: 1, c: 1 } },
    { a: { c: 1 } },
    { a: { b: 1, c: 1, d: 1 } },
    { a: { b: null } },
  ],
  [
    'null for each field of pgstage in a removed object',
    { a: { b: 1 } },
    {},
    { a: { b: 1, d: 1 } },
    { a: { b: null } },
  ],
  ['all of it, without a before', {}, { a: { b: [1] } }, {}, { a: { b: [1] } }],
  [
    'a list with the items of other managers',
    { a: ['x'] },
    { a: ['y'] },
    { a: ['x', 'z'] },
    { a: ['y', 'z'] },
  ],
  [
    'null for a list without any items',
    { a: ['x'] },
    {},
    { a: ['x'] },
    { a: null },
  ],
  [
    'one item without a name, in whatever order its fields are',
    { a: [{ x: 1, y: 2 }] },
    { a: [{ x: 1, y: 2 }, { z: 3 }] },
    { a: [{ y: 2, x: 1 }] },
    { a: [{ x: 1, y: 2 }, { z: 3 }] },
  ],
  [
    'an item with fields of the operator',
    { a: [{ name: 'r', x: 1 }] },
    { a: [{ name: 'r', y: 2 }] },
    { a: [{ name: 'r', x: 1, z: 3 }] },
    { a: [{ name: 'r', y: 2, z: 3 }] },
  ],
  [
    'absent for an item that must be removed by name',
    { a: [{ name: 'r', ...present }] },
    {},
    { a: [{ name: 'r', ...present }] },
    { a: [{ name: 'r', ...absent }] },
  ],
])('makes %s', (_, before, after, live, patch) => {
  expect(threeWayPatch(before, after, live)).toEqual(patch);
});
