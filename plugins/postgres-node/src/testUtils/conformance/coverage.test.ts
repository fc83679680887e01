import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { coverageProblems } from './coverage';

const description = {
  operations: {
    backup: { supported: true },
    restart: { supported: false, reason: 'it is shared' },
  },
  fields: ['instances', 'roles'],
  locations: [
    { id: 'a', roles: { supported: false, reason: 'it is shared' } },
    { id: 'b', databases: { supported: true } },
  ],
} as unknown as ProviderDescription;
const provider = {
  render: async () => ({ files: {} }),
} as Partial<PostgresProvider> as PostgresProvider;

it('is content where what is offered is named', () => {
  expect(
    coverageProblems(provider, description, [
      'backup',
      'scale',
      'render',
      'roles',
      'databases',
    ]),
  ).toEqual([]);
});

it('fails a provider that offers what does not run', () => {
  expect(coverageProblems(provider, description, [])).toEqual([
    'backup is offered: name it, so that its suite runs',
    'scale is offered: name it, so that its suite runs',
    'render is offered: name it, so that its suite runs',
    'roles is offered: name it, so that its suite runs',
    'databases is offered: name it, so that its suite runs',
  ]);
});

it('fails a provider that does not offer what is named, unless only a harness can tell', () => {
  expect(
    coverageProblems(provider, description, [
      'backup',
      'scale',
      'render',
      'roles',
      'databases',
      'restart',
      'fence',
      'reconcile',
      'managed',
      'stall',
    ]),
  ).toEqual([
    'restart is named, and not offered',
    'fence is named, and not offered',
    'reconcile is named, and not offered',
  ]);
});
