import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureInstalled } from './ensure-installed.mjs';
import { loadSource } from './lib/sources.mjs';

await ensureInstalled();
const { isLinearizable } = loadSource('faults/history/isLinearizable.ts');
const { recordModel } = loadSource('faults/history/recordModel.ts');

/** A register that is written and read. */
const register = {
  initial: 0,
  keyOf: String,
  next: (state, { write, read }) => {
    if (write !== undefined) return write;
    return read === state ? state : undefined;
  },
};
const call = (from, to, operation) => ({ from, to, operation });
const open = (from, operation) => ({
  ...call(from, Infinity, operation),
  uncertain: true,
});

for (const [what, expected, calls] of [
  ['nothing', true, []],
  [
    'a read after a write',
    true,
    [call(0, 1, { write: 1 }), call(2, 3, { read: 1 })],
  ],
  [
    'a read of what was overwritten',
    false,
    [
      call(0, 1, { write: 1 }),
      call(2, 3, { write: 2 }),
      call(4, 5, { read: 1 }),
    ],
  ],
  [
    'a read during a write finds either value',
    true,
    [call(0, 10, { write: 1 }), call(1, 2, { read: 0 })],
  ],
  [
    'two reads during a write do not find the new value before the old one',
    false,
    [
      call(0, 10, { write: 1 }),
      call(1, 2, { read: 1 }),
      call(3, 4, { read: 0 }),
    ],
  ],
  [
    'writes at the same time are in one order for all readers',
    false,
    [
      call(0, 10, { write: 1 }),
      call(0, 10, { write: 2 }),
      call(11, 12, { read: 1 }),
      call(13, 14, { read: 2 }),
    ],
  ],
  [
    'a write without an answer may have no effect',
    true,
    [open(0, { write: 1 }), call(1, 2, { read: 0 })],
  ],
  [
    'a write without an answer may take effect late',
    true,
    [open(0, { write: 1 }), call(1, 2, { read: 0 }), call(50, 51, { read: 1 })],
  ],
  [
    'a write without an answer takes effect once',
    false,
    [
      open(0, { write: 1 }),
      call(1, 2, { read: 1 }),
      call(3, 4, { write: 2 }),
      call(5, 6, { read: 1 }),
    ],
  ],
  [
    'a write with an error may have had an effect before its answer',
    true,
    [{ ...call(0, 5, { write: 1 }), uncertain: true }, call(6, 7, { read: 1 })],
  ],
  [
    'a write with an error has no effect after its answer',
    false,
    [
      { ...call(0, 5, { write: 1 }), uncertain: true },
      call(6, 7, { read: 0 }),
      call(8, 9, { read: 1 }),
    ],
  ],
  [
    'no effect precedes its request',
    false,
    [call(0, 1, { read: 1 }), call(2, 3, { write: 1 })],
  ],
])
  test(`${what}: ${expected}`, () => {
    assert.equal(isLinearizable(register, calls), expected);
  });

test('a long history with many calls at the same time is decided', () => {
  const calls = Array.from({ length: 200 }, (_, index) => [
    call(index * 10, index * 10 + 35, { write: index }),
    call(index * 10 + 36, index * 10 + 37, { read: index }),
  ]).flat();
  // Overlapping writes: each read finds the last of those before it, or a later one.
  assert.equal(isLinearizable(register, calls), true);
  calls.push(call(10_000, 10_001, { read: 3 }));
  assert.equal(isLinearizable(register, calls), false);
});

const create = { kind: 'create', entity: 'a', limit: 5 };
const created = { entities: ['a'], limit: 5 };
const sequence = operations =>
  isLinearizable(
    recordModel,
    operations.map((operation, at) => call(at * 2, at * 2 + 1, operation)),
  );
const read = found => ({ kind: 'read', found });

for (const [what, expected, operations] of [
  ['a repeated create', true, [create, create, read(created)]],
  [
    'a create over another record',
    false,
    [create, { kind: 'bind', entity: 'b' }, create],
  ],
  [
    'a binding and a change are both kept',
    true,
    [
      create,
      { kind: 'bind', entity: 'b' },
      { kind: 'change', limit: 7 },
      read({ entities: ['a', 'b'], limit: 7 }),
    ],
  ],
  [
    'a binding that a change overwrites',
    false,
    [
      create,
      { kind: 'bind', entity: 'b' },
      { kind: 'change', limit: 7 },
      read({ entities: ['a'], limit: 7 }),
    ],
  ],
  ['a change of nothing', false, [{ kind: 'change', limit: 7 }]],
  [
    'a removal, also a second one',
    true,
    [create, { kind: 'remove' }, { kind: 'remove' }, read(null)],
  ],
  [
    'a removed record that returns',
    false,
    [create, { kind: 'remove' }, read(created)],
  ],
])
  test(`${what}: ${expected}`, () => {
    assert.equal(sequence(operations), expected);
  });
