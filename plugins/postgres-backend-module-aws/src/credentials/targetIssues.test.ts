import { targetIssues } from './targetIssues';

const config = {
  credentialStore: 'kubernetes',
  credentialNamespaces: ['prod/shop', 'edge/shop'],
};
const target = { cluster: 'prod', namespace: 'shop' };

it('accepts what the configuration lists, and no target', () => {
  expect(targetIssues(config, target)).toEqual([]);
  expect(targetIssues(config, undefined)).toEqual([]);
  const none = { credentialStore: undefined, credentialNamespaces: [] };
  expect(targetIssues(none, undefined)).toEqual([]);
});

it.each([
  [
    'without a store',
    { ...config, credentialStore: undefined },
    target,
    'options.credentials',
    'must be left out: postgres.providers.aws-rds.credentialStore is not configured',
  ],
  [
    'with half a target',
    config,
    { namespace: 'shop' },
    'options.credentials.cluster',
    'is required: cluster and namespace belong together',
  ],
  [
    'with half a target',
    config,
    { cluster: 'prod' },
    'options.credentials.namespace',
    'is required: cluster and namespace belong together',
  ],
  [
    'with another cluster',
    config,
    { cluster: 'other', namespace: 'shop' },
    'options.credentials.namespace',
    'must be one of: prod/shop, edge/shop',
  ],
  [
    'if none is listed',
    { ...config, credentialNamespaces: [] },
    target,
    'options.credentials.namespace',
    'must be left out: postgres.providers.aws-rds.credentialNamespaces lists no namespace',
  ],
])('refuses a target %s', (_, given, requested, field, rule) => {
  expect(targetIssues(given, requested)).toEqual([{ field, rule }]);
});
