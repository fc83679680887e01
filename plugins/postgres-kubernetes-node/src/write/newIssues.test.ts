import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { newIssues } from './newIssues';

const rule = 'must be one of 18, 17';
const versionOf = (version: string) => ({
  spec: { version },
  issues: [{ field: 'version', rule }],
});
const extensions = (...names: string[]) => ({
  spec: { extensions: names },
  issues: names.flatMap((name, index) =>
    name === 'citext'
      ? []
      : [{ field: `extensions.${index}`, rule: 'must be one of citext' }],
  ),
});

it('accepts recorded values', () => {
  expect(newIssues(versionOf('13'), versionOf('13'))).toEqual([]);
});

it('refuses another value that is not allowed either', () => {
  expect(newIssues(versionOf('13'), versionOf('12'))).toEqual([
    { field: 'version', rule },
  ]);
});

it('recognizes a value of a list at another index', () => {
  const recorded = extensions('postgis');
  expect(newIssues(recorded, extensions('citext', 'postgis'))).toEqual([]);
  expect(newIssues(recorded, extensions('plperlu', 'postgis'))).toEqual([
    { field: 'extensions.0', rule: 'must be one of citext' },
  ]);
});

it('finds values under names with dots', () => {
  const labels = (value: string) => {
    const spec: DatabaseSpec = { options: { labels: { 'a.b/c': value } } };
    return { spec, issues: [{ field: 'options.labels.a.b/c', rule: 'no' }] };
  };
  expect(newIssues(labels('x'), labels('x'))).toEqual([]);
  expect(newIssues(labels('x'), labels('y'))).toHaveLength(1);
});

it('reports issues that a change of another field causes', () => {
  const issue = { field: 'options.synchronous.number', rule: 'less than 2' };
  const spec = { options: { synchronous: { number: 2 } } };
  expect(newIssues({ spec, issues: [] }, { spec, issues: [issue] })).toEqual([
    issue,
  ]);
});
