import { mockServices } from '@backstage/backend-test-utils';
import { QuotaExceededError } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '@pgstage/backstage-plugin-postgres-node';
import { aDatabase } from '../__testUtils__/aDatabase';
import { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { Quotas } from './Quotas';

const GIB = 2 ** 30;

const owned = (name: string, owner: string, spec = {}) =>
  aDatabase({
    ref: `memory:main/${name}`,
    spec,
    binding: {
      resourceRef: `resource:default/${name}`,
      entityRefs: [],
      owner,
    },
  });

const noDefaults = { find: () => undefined };

function setUp() {
  const directory = new DatabaseDirectory(mockServices.logger.mock());
  const connection = directory.connectionFor('memory');
  connection.upsert(
    owned('a', 'group:default/Team', { instances: 3, storage: '10Gi' }),
  );
  connection.upsert(owned('b', 'group:default/team'));
  connection.upsert(owned('c', 'group:default/others', { storage: '5Gi' }));
  return new Quotas(
    directory,
    {
      default: { databases: 3, instances: 4, storage: 40 * GIB },
      owners: new Map([['group:default/others', { databases: 1 }]]),
    },
    noDefaults,
  );
}

it('counts the databases of an owner, in any case of its name', () => {
  expect(setUp().of('group:default/team')).toEqual([
    { resource: 'databases', used: 2, limit: 3 },
    { resource: 'instances', used: 3, limit: 4 },
    { resource: 'storage', used: 30 * GIB, limit: 40 * GIB },
  ]);
  expect(setUp().of('group:default/others')).toEqual([
    { resource: 'databases', used: 1, limit: 1 },
    { resource: 'instances', used: 1, limit: 4 },
    { resource: 'storage', used: 5 * GIB, limit: 40 * GIB },
  ]);
});

it.each([
  // A new database.
  [owned('d', 'group:default/team'), undefined],
  [owned('d', 'group:default/team', { instances: 2 }), 'instances'],
  [owned('d', 'group:default/team', { storage: '11Gi' }), 'storage'],
  [owned('d', 'group:default/others'), 'databases'],
  // The same database, unchanged and larger.
  [owned('c', 'group:default/others', { storage: '40Gi' }), undefined],
  [owned('c', 'group:default/others', { storage: '41Gi' }), 'storage'],
  [
    owned('a', 'group:default/team', { instances: 5, storage: '1Gi' }),
    'instances',
  ],
  // Transferred to another owner.
  [owned('b', 'group:default/others'), 'databases'],
])('decides about a planned database: %#', (planned, resource) => {
  let refusal: QuotaExceededError | undefined;
  try {
    setUp().require(planned);
  } catch (error) {
    refusal = error as QuotaExceededError;
  }
  expect(refusal?.quota.resource).toBe(resource);
});

it('allows changes beyond a lowered quota, but no growth', () => {
  const directory = new DatabaseDirectory(mockServices.logger.mock());
  directory
    .connectionFor('memory')
    .upsert(owned('a', 'group:default/team', { instances: 3 }));
  const quotas = new Quotas(
    directory,
    {
      default: { instances: 1, databases: 0 },
      owners: new Map(),
    },
    noDefaults,
  );
  const change = (instances: number) => () =>
    quotas.require(owned('a', 'group:default/team', { instances }));
  expect(change(3)).not.toThrow();
  expect(change(2)).not.toThrow();
  expect(change(4)).toThrow(
    /^group:default\/team uses 3 instances of 1 instance, and 1 instance more/,
  );
});

it('counts the defaults of the provider for omitted settings', () => {
  const provider = {
    quotaUsageOf: () => ({ instances: 2, storageBytes: 15 * GIB }),
  } as Partial<PostgresProvider> as PostgresProvider;
  const quotas = new Quotas(
    new DatabaseDirectory(mockServices.logger.mock()),
    { default: { storage: 29 * GIB }, owners: new Map() },
    { find: () => provider },
  );
  expect(() => quotas.require(owned('d', 'group:default/team'))).toThrow(
    /uses 0 Gi of storage of 29 Gi/,
  );
});
