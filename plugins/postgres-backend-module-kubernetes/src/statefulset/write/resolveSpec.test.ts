import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { planFor } from '../__testUtils__/planFor';

const fieldsOf = (name: string, spec: DatabaseSpec) => {
  try {
    planFor(name, spec);
    return [];
  } catch (error) {
    return (error as { issues: Array<{ field: string }> }).issues.map(
      ({ field }) => field,
    );
  }
};

it.each(['&', '/', '$(id)', '`id`', 'a\nb', "o'neil", 'a b', '$PGDATA'])(
  'rejects %j as a name of anything, and names the field',
  text => {
    expect(fieldsOf(text, {})).toEqual(['name']);
    expect(fieldsOf('orders', { database: text })).toContain('database');
    expect(fieldsOf('orders', { user: text })).toEqual(['user']);
  },
);

it.each([
  [{ instances: 0 }, ['instances']],
  [{ instances: 16 }, ['instances']],
  [{ storage: '20' }, ['storage']],
  [{ storage: '20g' }, ['storage']],
  [{ storage: '1Ki' }, ['storage']],
  [{ size: 'huge' }, ['size']],
  [{ version: '9.6' }, ['version']],
  [{ extensions: ['citext', 'hstore'] }, ['extensions.0', 'extensions.1']],
  [{ connectionLimit: 3 }, ['connectionLimit']],
  [{ roles: [{ name: 'other' }] }, ['roles']],
  [{ databases: [{ name: 'other' }] }, ['databases']],
  [{ options: { backups: {} } }, ['options.backups']],
  [{ options: { backup: { at: 2 } } }, ['options.backup.at']],
  [{ options: { backup: { schedule: 'often' } } }, ['options.backup.schedule']],
  [{ options: { backup: { keep: 0 } } }, ['options.backup.keep']],
  [{ options: { backup: { keep: 41 } } }, ['options.backup.keep']],
  [{ options: { backup: { retention: '9' } } }, ['options.backup.retention']],
  [{ options: { backup: { storage: '10' } } }, ['options.backup.storage']],
  [{ user: 'pgstage_replication' }, ['user']],
  [{ user: 'postgres' }, ['user']],
])('rejects %j, and names the field', (spec, fields) => {
  expect(fieldsOf('orders', spec as DatabaseSpec)).toEqual(fields);
});

it('limits the length of the name', () => {
  expect(fieldsOf('a'.repeat(34), {})).toEqual([]);
  expect(fieldsOf('a'.repeat(35), {})).toEqual(['name']);
});
