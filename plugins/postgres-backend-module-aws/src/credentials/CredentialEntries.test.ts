import type { DBInstance } from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  facts,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { MemoryStore, noStore } from '../__testUtils__/MemoryStore';
import { LOCATION, testRegion } from '../__testUtils__/testRegion';
import type { RecordedInstance } from '../record';
import { CredentialEntries } from './CredentialEntries';

const ref = `aws-rds:${LOCATION}/orders`;
const recordWith = (credentials?: object) =>
  databaseRecord({ spec: { options: { credentials } } });
const shop = { cluster: 'prod', namespace: 'shop' };
const web = { cluster: 'prod', namespace: 'web' };

/** The state of AWS, which can be newer than what was observed. */
async function inAws(credentials?: object): Promise<DBInstance> {
  return runningInstance({
    TagList: await signedTags(recordWith(credentials)),
  });
}

function entriesOf(
  live: () => DBInstance | undefined,
  config: object = {},
  versions: Record<string, string[]> | undefined = { v1: ['AWSCURRENT'] },
) {
  const api = new CannedApi(
    {
      DescribeDBInstances: () => {
        const instance = live();
        return instance && { DBInstances: [instance] };
      },
      ListSecrets: () => ({
        SecretList: [
          {
            ARN: facts().secret!.arn,
            SecretVersionsToStages: versions,
          },
        ],
      }),
      GetSecretValue: () => ({
        VersionId: 'v1',
        SecretString: '{"password":"secret"}',
      }),
    },
    testRegion(
      {},
      {
        credentialStore: 'memory',
        credentialNamespaces: ['prod/shop', 'prod/web'],
        ...config,
      },
    ),
  );
  const store = new MemoryStore();
  const logger = mockServices.logger.mock();
  const entries = new CredentialEntries(api, {
    signer,
    logger,
    credentialStore: () => store,
  });
  const reads = () =>
    api.calls.filter(([name]) => name === 'GetSecretValue').length;
  return { entries, store, logger, reads };
}

const observed = (credentials?: object): RecordedInstance => ({
  instance: facts(),
  record: recordWith(credentials),
});

it('writes what the record says now, not what it said when it was observed', async () => {
  const live = await inAws(web);
  const { entries, store } = entriesOf(() => live);
  await entries.sync([observed(shop)]);
  expect(store.entries.get(ref)).toMatchObject({ target: web });
});

it.each([
  ['lost its target', inAws()],
  ['was removed', undefined],
  [
    'is another instance of this name',
    inAws(shop).then(one => ({ ...one, DbiResourceId: 'db-OTHER' })),
  ],
  [
    'is being removed',
    inAws(shop).then(one => ({ ...one, DBInstanceStatus: 'deleting' })),
  ],
])('writes nothing for a database that %s since then', async (_, state) => {
  const live = await state;
  const { entries, store, reads } = entriesOf(() => live);
  await entries.sync([observed(shop)]);
  expect([store.writes, reads()]).toEqual([0, 0]);
});

it('does not write to a namespace that the configuration does not list any more', async () => {
  const live = await inAws(shop);
  const { entries, store, logger } = entriesOf(() => live, {
    credentialNamespaces: ['prod/web'],
  });
  await entries.sync([observed(shop)]);
  expect(store.writes).toBe(0);
  const error = 'options.credentials.namespace must be one of: prod/web';
  expect(entries.states.get(ref)).toMatchObject({ error });
  await entries.sync([observed(shop)]);
  // Once, not in each round.
  expect(logger.warn.mock.calls).toEqual([
    [`Could not store the credentials of ${ref}: ${error}`],
  ]);
});

it('keeps the entry, and reads no password, if AWS reports no version', async () => {
  const live = await inAws(shop);
  const { entries, store, reads } = entriesOf(() => live, {}, {});
  await entries.sync([observed(shop)]);
  await entries.sync([observed(shop)]);
  expect([store.writes, reads()]).toEqual([1, 1]);
});

it('keeps the reference of an entry that cannot be read', async () => {
  const live = await inAws(shop);
  const { entries, store } = entriesOf(() => live);
  await entries.sync([observed(shop)]);
  store.read = () => Promise.reject(new Error('Cluster prod: down'));
  await entries.sync([observed(shop)]);
  expect(entries.states.get(ref)).toMatchObject({
    reference: { secretRef: 'prod/shop/orders-postgres' },
    error: 'Cluster prod: down',
  });
});

it('reports for each database a store that does not exist, and continues after a failure', async () => {
  const live = await inAws(shop);
  const { entries, store, logger } = entriesOf(() => live);
  await entries.sync([observed(shop)]);
  store.remove = () => Promise.reject(new Error('Cluster prod: down'));
  await entries.sync([observed()]);
  expect(logger.warn.mock.calls).toEqual([
    [`Could not remove the credentials of ${ref}: Cluster prod: down`],
  ]);

  const failing = new CredentialEntries(
    new CannedApi(
      {},
      testRegion(
        {},
        { credentialStore: 'other', credentialNamespaces: ['prod/shop'] },
      ),
    ),
    { signer, logger, credentialStore: noStore },
  );
  const error = "The credential store 'other' is not configured";
  await expect(failing.sync([observed(shop)])).rejects.toThrow(error);
  expect(failing.states.get(ref)).toEqual({ error });
});

it('is due for what differs from the last round', async () => {
  const live = await inAws(shop);
  const { entries } = entriesOf(() => live);
  expect(entries.isDue([observed()])).toBe(false);
  expect(entries.isDue([observed(shop)])).toBe(true);
  await entries.sync([observed(shop)]);
  expect(entries.isDue([observed(shop)])).toBe(false);
  const rotating = { arn: facts().secret!.arn, status: 'rotating' };
  const { record } = observed(shop);
  expect(
    entries.isDue([{ record, instance: { ...facts(), secret: rotating } }]),
  ).toBe(true);
  expect(entries.isDue([observed()])).toBe(true);
  expect(entries.isDue([{ instance: facts() }])).toBe(false);
});

it('removes the entry of a database that lost its target, and forgets one that is gone', async () => {
  const live = await inAws(shop);
  const { entries, store } = entriesOf(() => live);
  await entries.sync([observed(shop)]);
  await entries.sync([]);
  expect([...entries.states.keys()]).toEqual([]);
  await entries.sync([observed(shop)]);
  await entries.sync([observed()]);
  expect([...store.entries.keys()]).toEqual([]);
  expect([...entries.states.keys()]).toEqual([]);
});

it('removes no entry of a database that was created after the list was read', async () => {
  let live: DBInstance | undefined = await inAws(shop);
  const { entries, store } = entriesOf(() => live);
  await entries.sync([observed(shop)]);
  await entries.removeOrphans([]);
  expect([...store.entries.keys()]).toEqual([ref]);
  live = undefined;
  await entries.removeOrphans([]);
  expect([...store.entries.keys()]).toEqual([]);
});
