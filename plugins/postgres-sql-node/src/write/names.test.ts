import { databaseNameIssues, NAME_RULE, roleNameIssues } from './names';

const rules = (issues: { rule: string }[]) => issues.map(({ rule }) => rule);

it.each(['Orders', '1orders', 'or ders', 'ö', '', 'a'.repeat(64), 'a"b'])(
  'rejects the name %j',
  name => {
    expect(databaseNameIssues('name', name)).toEqual([
      { field: 'name', rule: NAME_RULE },
    ]);
    expect(rules(roleNameIssues('user', name, 'admin'))).toEqual([NAME_RULE]);
  },
);

it.each(['orders', '_a-1', 'a'.repeat(63)])('accepts the name %j', name => {
  expect(databaseNameIssues('name', name)).toEqual([]);
  expect(roleNameIssues('user', name, 'admin')).toEqual([]);
});

it.each(['postgres', 'template0', 'template1'])(
  'rejects %s, the name of a database of every server',
  name => {
    expect(rules(databaseNameIssues('name', name))).toEqual([
      `must not be ${name}, which exists on every server`,
    ]);
  },
);

it.each(['pg_x', 'public', 'none', 'postgres', 'admin'])(
  'rejects the reserved role name %s',
  name => {
    expect(rules(roleNameIssues('user', name, 'admin'))).toEqual([
      expect.stringContaining('is reserved for'),
    ]);
  },
);
