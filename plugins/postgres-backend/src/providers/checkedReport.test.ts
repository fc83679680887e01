import { healthSchema } from '@pgstage/backstage-plugin-postgres-common';
import { checkedReport } from './checkedReport';

const part = (name: string) => ({
  kind: 'role',
  name,
  state: 'unknown',
  reason: { id: 'demo.new', text: 'new' },
});
const check = (parts: unknown[]) =>
  checkedReport('demo', 'health of demo:x/y', healthSchema, {
    instances: [],
    slots: [],
    parts,
    forbidden: [],
  });

it('makes names printable and cuts them, because users of a database choose them', () => {
  const { parts } = check([part(`a\n\u202e${'x'.repeat(1e6)}`), part('b')]);
  expect(parts!.map(({ name }) => name.slice(0, 10))).toEqual([
    'a \\u202exx',
    'b',
  ]);
  expect(parts![0].name).toHaveLength(1_000);
});

it.each([
  ['too many parts', Array(1_001).fill(part('a'))],
  ['a message without an id', [{ ...part('a'), reason: { text: 'new' } }]],
  ['an unknown state', [{ ...part('a'), state: 'great' }]],
])('rejects %s, and names the field', (_, parts) => {
  expect(() => check(parts)).toThrow(
    /^Provider 'demo' failed: it reports the health of demo:x\/y with invalid fields: parts/,
  );
});
