import { createBackupSchema } from '@pgstage/backstage-plugin-postgres-common';
import { parseOptions } from './parseOptions';

it('returns the parsed options', () => {
  expect(parseOptions(createBackupSchema, { method: 'base' })).toEqual({
    options: { method: 'base' },
    issues: [],
  });
  expect(parseOptions(createBackupSchema)).toEqual({ options: {}, issues: [] });
});

it('returns an issue for each invalid or unknown option', () => {
  const { options, issues } = parseOptions(createBackupSchema, {
    method: 1,
    other: 2,
  });
  expect(options).toBeUndefined();
  expect(issues).toEqual([
    { field: 'options.method', rule: 'must be a text' },
    { field: 'options.other', rule: 'is not a known field' },
  ]);
  expect(parseOptions(createBackupSchema, 'base' as never).issues).toEqual([
    { field: 'options', rule: 'must be an object' },
  ]);
});
