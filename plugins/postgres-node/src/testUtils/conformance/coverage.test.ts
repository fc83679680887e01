import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { message } from './__testUtils__/messages';
import { coverageProblems } from './coverage';

const description = {
  operations: {
    backup: { supported: true },
    restart: { supported: false, reason: message('shared') },
  },
  fields: ['instances', 'roles'],
  locations: [
    { id: 'a', roles: { supported: false, reason: message('shared') } },
    { id: 'b', databases: { supported: true } },
  ],
} as unknown as ProviderDescription;
const missing = (feature: string) =>
  `the provider offers '${feature}', but its suite does not run: list the feature`;
const surplus = (feature: string) =>
  `'${feature}' is listed, but the provider does not offer it`;
const provider = {
  render: async () => ({ files: {} }),
} as Partial<PostgresProvider> as PostgresProvider;

it('accepts a list of exactly the offered features', () => {
  expect(
    coverageProblems(
      provider,
      description,
      ['backup', 'scale', 'render', 'roles', 'databases'],
      'b',
    ),
  ).toEqual([]);
});

it('reports an offered feature that is not listed', () => {
  expect(coverageProblems(provider, description, [], 'b')).toEqual([
    missing('backup'),
    missing('scale'),
    missing('render'),
    missing('roles'),
    missing('databases'),
  ]);
});

it('reports a listed feature that is not offered, except those that depend on the harness', () => {
  expect(
    coverageProblems(
      provider,
      description,
      [
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
      ],
      'b',
    ),
  ).toEqual([surplus('restart'), surplus('fence'), surplus('reconcile')]);
});

it('compares with the location of the harness', () => {
  expect(coverageProblems(provider, description, [], 'a')).toEqual([
    missing('backup'),
    missing('scale'),
    missing('render'),
  ]);
});
