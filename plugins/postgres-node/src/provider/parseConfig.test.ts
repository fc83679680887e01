import { type ConfigIssue, parseConfig } from './parseConfig';

const refusing = (...issues: ConfigIssue[]) => ({
  safeParse: () => ({ success: false as const, error: { issues } }),
});

it('returns what the schema makes of the value', () => {
  const schema = {
    safeParse: (value: unknown) => ({ success: true as const, data: [value] }),
  };
  expect(parseConfig(schema, 'a', 'postgres.x')).toEqual(['a']);
});

it('names each invalid key with its rule, without its value', () => {
  const schema = refusing(
    { code: 'custom', message: 'must not be empty', path: ['list', 0, 'id'] },
    { code: 'invalid_type', message: 'expected string', path: ['list', 1] },
    {
      code: 'unrecognized_keys',
      message: 'unrecognized',
      path: ['list', 0],
      keys: ['pce', 'tme'],
    },
  );
  expect(() => parseConfig(schema, 'hunter2', 'postgres.x')).toThrow(
    'postgres.x.list[0].id must not be empty; postgres.x.list[1] is invalid: expected string; postgres.x.list[0].pce is not a known key; postgres.x.list[0].tme is not a known key',
  );
});
