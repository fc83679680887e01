import { inspect } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import { FakeAws } from '../__testUtils__/fakeAws';
import { binding, signer } from '../__testUtils__/instances';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { actor, requestFor } from '../__testUtils__/requests';
import { LOCATION, testApi, testRegion } from '../__testUtils__/testRegion';
import { RdsProvider } from './RdsProvider';

const ref = `aws-rds:${LOCATION}/orders`;
const credentials = { cluster: 'prod', namespace: 'shop' };
let fake: FakeAws;
let store: MemoryStore;
const logger = mockServices.logger.mock();
beforeEach(async () => {
  fake = await FakeAws.start();
  store = new MemoryStore();
  jest.clearAllMocks();
});
afterEach(() => fake.stop());

/** A provider of a new process. */
const provider = (more: object = {}) =>
  new RdsProvider({
    regions: [
      testApi(
        testRegion(
          { endpoint: fake.endpoint },
          {
            credentialStore: 'memory',
            credentialNamespaces: ['prod/shop', 'prod/missing'],
            poll: { idleSeconds: 1, changingSeconds: 1 },
            ...more,
          },
        ),
      ),
    ],
    signer,
    logger,
    credentialStore: () => store,
  });

const create = (
  options: Record<string, unknown> = { credentials },
  by = provider(),
) => by.create(requestFor('orders', { options }), { actor });
const reconcile = () => provider().reconcile({});
const created = async () => {
  await create();
  fake.clock.settle();
  await reconcile();
};
const entry = () => store.entries.get(ref);
const instance = () => fake.region().instances.get('orders')!;
const secret = () => [...fake.region().secrets.values()][0];
const reads = () => fake.calls.count('GetSecretValue');

it('stores the login when the password exists, and reads it only after a rotation', async () => {
  await create();
  await reconcile();
  expect(entry()).toBeUndefined();
  expect(reads()).toBe(0);
  fake.clock.settle();
  await reconcile();
  const { Endpoint } = instance().db;
  expect(entry()).toEqual({
    ref,
    host: Endpoint!.Address,
    port: 5432,
    database: 'orders',
    user: 'orders',
    password: instance().masterPassword,
    version: secret().versions[0].id,
    sslMode: 'require',
    target: credentials,
  });
  await reconcile();
  expect([reads(), store.writes]).toEqual([1, 1]);

  await provider().rotatePassword(ref, { actor });
  fake.clock.settle();
  expect(entry()!.password).not.toBe(instance().masterPassword);
  await reconcile();
  expect(entry()!.password).toBe(instance().masterPassword);
  await reconcile();
  expect([reads(), store.writes]).toEqual([2, 2]);
  expect(logger.warn).not.toHaveBeenCalled();
});

it('writes the entry again if its contents differ', async () => {
  await created();
  store.entries.set(ref, { ...entry()!, host: 'of-before' });
  await reconcile();
  expect(entry()!.host).toBe(instance().db.Endpoint!.Address);
  await provider({}).reconcile({});
  expect(store.writes).toBe(2);
});

it.each([
  [
    { cluster: 'prod', namespace: 'other' },
    'options.credentials.namespace must be one of: prod/shop, prod/missing',
  ],
  [
    { cluster: 'prod', namespace: 'missing' },
    'options.credentials.namespace must exist',
  ],
  [{ namespace: 'Shop' }, 'options.credentials.cluster is required'],
])('refuses the target %j before anything is made', async (target, text) => {
  await expect(create({ credentials: target })).rejects.toThrow(text);
  expect(fake.calls.count()).toBe(0);
  await create({});
  const count = fake.calls.count();
  await expect(
    provider().change(ref, { options: { credentials: target } }, { actor }),
  ).rejects.toThrow(text);
  expect(fake.calls.count()).toBe(count);
});

it('refuses a target without a store in the configuration', async () => {
  const none = provider({ credentialStore: undefined });
  await expect(create({ credentials }, none)).rejects.toThrow(
    'options.credentials must be left out: postgres.providers.aws-rds.credentialStore is not configured',
  );
  expect(fake.calls.count()).toBe(0);
});

it('gets a target by a change, and loses it', async () => {
  await create({});
  fake.clock.settle();
  await reconcile();
  expect(entry()).toBeUndefined();
  const change = (target: object) =>
    provider().change(ref, { options: { credentials: target } }, { actor });
  await change(credentials);
  await reconcile();
  expect(entry()).toMatchObject({ target: credentials });
  await change({});
  await reconcile();
  expect(entry()).toBeUndefined();
});

it('does not give the password of a restored database to the application of its source', async () => {
  await created();
  const now = provider();
  const { id } = await now.createBackup(ref, {}, { actor });
  fake.clock.settle();
  await now.restore(ref, { name: 'copy', binding, backup: id }, { actor });
  fake.clock.settle();
  await reconcile();
  fake.clock.settle();
  await reconcile();
  expect([...store.entries.keys()]).toEqual([ref]);
});

it('removes the entry with the database, again, and after a removal in AWS', async () => {
  await created();
  await provider().remove(ref, {}, { actor });
  expect(entry()).toBeUndefined();
  await reconcile();
  expect(entry()).toBeUndefined();
  fake.clock.settle();
  await provider().remove(ref, {}, { actor });

  const others = ['server:main/orders', 'aws-rds:123456789012/us-east-1/gone'];
  for (const each of [...others, `aws-rds:${LOCATION}/gone`])
    store.entries.set(each, {
      ref: each,
      host: 'db.example.net',
      port: 5432,
      database: 'orders',
      user: 'orders',
      password: 'of another',
      sslMode: 'require',
    });
  await reconcile();
  expect([...store.entries.keys()]).toEqual(others);
});

it('keeps the entry of a database whose record is not valid', async () => {
  await created();
  const tags = fake.region().tags.get(instance().db.DBInstanceArn!)!;
  const forged = tags.find(({ Key }) => Key === 'pgstage:record.01')!;
  Object.assign(forged, { Value: `${forged.Value}x` });
  await reconcile();
  expect(entry()).toBeDefined();
});

it('has one entry if the follow-up is interrupted after any call and repeated', async () => {
  await created();
  fake.calls.clear();
  store.entries.clear();
  await reconcile();
  const count = fake.calls.count();
  expect(count).toBeGreaterThan(3);
  for (let n = 1; n <= count; n += 1) {
    store.entries.clear();
    fake.afterCall(n);
    await reconcile().catch(() => {});
    fake.startNewCaller();
    await reconcile();
    expect([n, store.entries.size, entry()?.password]).toEqual([
      n,
      1,
      instance().masterPassword,
    ]);
  }
}, 120_000);

/** Connects a provider to a directory. */
async function connected() {
  const seen = new Map<string, Database>();
  const reports: unknown[] = [];
  const now = provider();
  const upsert = (database: Database) => {
    reports.push(database);
    seen.set(database.ref, database);
  };
  await now.connect({
    upsert,
    remove: key => seen.delete(key),
    replaceAll: (_, all) => all.forEach(upsert),
    unreachable: () => {},
  });
  return { now, seen, reports };
}
const eventually = async (isSo: () => boolean) =>
  expect(await waitUntil(isSo, { everyMs: 20, withinMs: 20_000 })).toBe(true);

it('follows the rotation soon after AWS reports its end, and says where the login is', async () => {
  const { now, seen, reports } = await connected();
  await create({ credentials }, now);
  expect(seen.get(ref)?.steps).toContainEqual(
    expect.objectContaining({ id: 'entry', state: 'pending' }),
  );
  fake.clock.settle();
  await eventually(() => seen.get(ref)?.credentials?.store === 'memory');
  expect(seen.get(ref)).toMatchObject({
    credentials: {
      secretRef: 'prod/shop/orders-postgres',
      configMapRef: 'prod/shop/orders-postgres',
    },
    attention: [],
  });
  expect(seen.get(ref)?.steps).toContainEqual(
    expect.objectContaining({ id: 'entry', state: 'done' }),
  );
  expect((await now.connection(ref)).credentials).toMatchObject({
    store: 'memory',
  });

  store.failure = new Error('Kubernetes cluster prod: it is down');
  await now.rotatePassword(ref, { actor });
  fake.clock.settle();
  await eventually(() => seen.get(ref)?.status.state === 'attention');
  expect(seen.get(ref)?.attention).toMatchObject([
    {
      id: 'credentials',
      severity: 'error',
      evidence: 'Kubernetes cluster prod: it is down',
    },
  ]);
  store.failure = undefined;
  await now.rotatePassword(ref, { actor });
  fake.clock.settle();
  await eventually(() => seen.get(ref)?.attention.length === 0);
  expect(entry()?.password).toBe(instance().masterPassword);
  await now.disconnect();

  const everything = inspect(
    [reports, logger.warn.mock.calls, fake.region().tags],
    { depth: null },
  );
  for (const { value } of secret().versions)
    expect(everything).not.toContain(JSON.parse(value!).password);
}, 60_000);
