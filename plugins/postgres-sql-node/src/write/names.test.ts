import { databaseNameIssues, NAME_RULE, roleNameIssues } from './names';

const rules = (issues: { rule: string }[]) => issues.map(({ rule }) => rule);

it.each(['Orders', '1orders', 'or ders', 'ö', '', 'a'.repeat(64), 'a"b'])(
  'takes %j for no name',
  name => {
    expect(databaseNameIssues('name', name)).toEqual([
      { field: 'name', rule: NAME_RULE },
    ]);
    expect(rules(roleNameIssues('user', name, 'admin'))).toEqual([NAME_RULE]);
  },
);

it.each(['orders', '_a-1', 'a'.repeat(63)])('takes %j', name => {
  expect(databaseNameIssues('name', name)).toEqual([]);
  expect(roleNameIssues('user', name, 'admin')).toEqual([]);
});

it.each(['postgres', 'template0', 'template1'])(
  'makes no second database %s',
  name => {
    expect(rules(databaseNameIssues('name', name))).toEqual([
      `must not be ${name}, which every server has`,
    ]);
  },
);

it.each(['pg_x', 'public', 'none', 'postgres', 'admin'])(
  'makes no role %s',
  name => {
    expect(rules(roleNameIssues('user', name, 'admin'))).toEqual([
      expect.stringContaining('keeps for itself'),
    ]);
  },
);
