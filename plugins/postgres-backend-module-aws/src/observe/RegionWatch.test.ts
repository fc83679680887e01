import type { DBInstance } from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import { CannedApi } from '../__testUtils__/cannedApi';
import { runningInstance, signer } from '../__testUtils__/instances';
import { LOCATION, testRegion } from '../__testUtils__/testRegion';
import type { RegionConfig } from '../config';
import { RegionWatch } from './RegionWatch';

const details = {
  DescribeDBSnapshots: () => ({}),
  DescribeDBInstanceAutomatedBackups: () => ({}),
  ListSecrets: () => ({}),
  DescribePendingMaintenanceActions: () => ({}),
  DescribeDBMajorEngineVersions: () => ({}),
};
const watches: RegionWatch[] = [];
afterEach(() => watches.splice(0).forEach(watch => watch.stop()));

/** A directory with the last reports. */
function directory() {
  const databases = new Map<string, Database>();
  const problems = new Map<string, string>();
  return {
    databases,
    problems,
    names: () => [...databases.values()].map(({ name }) => name),
    connection: {
      upsert: (database: Database) => databases.set(database.ref, database),
      remove: (ref: string) => databases.delete(ref),
      replaceAll: (location: string, all: Database[]) => {
        problems.delete(location);
        databases.clear();
        all.forEach(database => databases.set(database.ref, database));
      },
      unreachable: (location: string, text: string) =>
        problems.set(location, text),
    },
  };
}

function start(
  describe: (input: Record<string, unknown>) => unknown,
  config: RegionConfig = testRegion(),
  more: Partial<typeof details> = {},
) {
  const api = new CannedApi(
    { ...details, ...more, DescribeDBInstances: describe },
    config,
  );
  const logger = mockServices.logger.mock();
  const watch = new RegionWatch(api, { signer, logger });
  watches.push(watch);
  const seen = directory();
  watch.start(seen.connection as never);
  const listings = () =>
    api.calls.filter(
      ([name, { DBInstanceIdentifier }]) =>
        name === 'DescribeDBInstances' && !DBInstanceIdentifier,
    ).length;
  return { api, watch, seen, listings };
}
const eventually = async (isSo: () => boolean) =>
  expect(await waitUntil(isSo, { everyMs: 5, withinMs: 20_000 })).toBe(true);
const instance = (name: string, more: Partial<DBInstance> = {}) =>
  runningInstance({
    DBInstanceIdentifier: name,
    DbiResourceId: `db-${name}`,
    ...more,
  });

it('reads all pages with one listing', async () => {
  const { seen, listings } = start(({ Marker }) =>
    Marker
      ? { DBInstances: [instance('b')] }
      : { DBInstances: [instance('a')], Marker: '2' },
  );
  await eventually(() => seen.databases.size === 2);
  expect(listings()).toBe(2);
});

it('returns a database from memory, without a call', async () => {
  const { api, watch, seen } = start(() => ({
    DBInstances: Array.from({ length: 100 }, (_, index) =>
      instance(`db${index}`),
    ),
  }));
  await eventually(() => seen.databases.size === 100);
  await eventually(() => api.calls.length === 7);
  for (let view = 0; view < 50; view += 1) await watch.recall('db7');
  expect(api.calls).toHaveLength(7);
});

it('reads more often while something changes', async () => {
  const poll = { idleSeconds: 600, changingSeconds: 1 };
  let status = 'creating';
  const { seen, listings } = start(
    () => ({ DBInstances: [instance('a', { DBInstanceStatus: status })] }),
    testRegion({}, { poll }),
  );
  await eventually(() => listings() === 2);
  status = 'available';
  await eventually(
    () => seen.databases.values().next().value?.status.state === 'unknown',
  );
  const then = listings();
  await new Promise(resolve => setTimeout(resolve, 1_500));
  expect(listings()).toBe(then);
});

it('reads more often while a password is rotated', async () => {
  const poll = { idleSeconds: 600, changingSeconds: 1 };
  let SecretStatus = 'rotating';
  const { listings } = start(
    () => ({
      DBInstances: [
        instance('a', { MasterUserSecret: { SecretArn: 'arn', SecretStatus } }),
      ],
    }),
    testRegion({}, { poll }),
  );
  await eventually(() => listings() === 2);
  SecretStatus = 'active';
  const then = listings();
  await eventually(() => listings() === then + 1);
  await new Promise(resolve => setTimeout(resolve, 1_500));
  expect(listings()).toBe(then + 1);
});

it('reads slow details less often while a snapshot is taken', async () => {
  const { api, watch } = start(() => ({}), testRegion(), {
    DescribeDBSnapshots: () => ({ DBSnapshots: [{ Status: 'creating' }] }),
  });
  const count = (name: string) =>
    api.calls.filter(([operation]) => operation === name).length;
  await eventually(() => api.calls.length === 7);
  watch.detailsChanged();
  await eventually(() => count('DescribeDBSnapshots') === 4);
  const { DescribeDBSnapshots, ...others } = details;
  expect(Object.keys(others).map(count)).toEqual([1, 1, 1, 1]);
});

it('polls with clients of their own', async () => {
  const background = new CannedApi({
    ...details,
    DescribeDBInstances: () => ({ DBInstances: [instance('a')] }),
  });
  const api = new CannedApi(
    { DescribeDBInstances: () => ({ DBInstances: [instance('a')] }) },
    testRegion(),
    background,
  );
  const logger = mockServices.logger.mock();
  const watch = new RegionWatch(api, { signer, logger });
  watches.push(watch);
  watch.start(directory().connection as never);
  await eventually(() => background.calls.length === 7);
  expect(api.calls).toEqual([]);
  await watch.observe('a');
  expect(api.calls).toHaveLength(1);
});

it('reports an unreachable region with the reason, and does not remove its databases', async () => {
  let fails = false;
  const poll = { idleSeconds: 1, changingSeconds: 1 };
  const { seen } = start(() => {
    if (fails) throw new Error('rds:DescribeDBInstances: AccessDenied');
    return { DBInstances: [instance('a')] };
  }, testRegion({}, { poll }));
  await eventually(() => seen.databases.size === 1);
  fails = true;
  await eventually(() => seen.problems.has(LOCATION));
  expect(seen.problems.get(LOCATION)).toContain('AccessDenied');
  expect(seen.names()).toEqual(['a']);
  fails = false;
  await eventually(() => !seen.problems.has(LOCATION));
});

it('reports the instances if details cannot be read, with the error', async () => {
  const { seen } = start(
    () => ({ DBInstances: [instance('a')] }),
    testRegion(),
    {
      DescribeDBSnapshots: () => {
        throw new Error('rds:DescribeDBSnapshots: AccessDenied');
      },
    },
  );
  const safe = () => seen.databases.values().next().value?.safe;
  await eventually(() => JSON.stringify(safe() ?? '').includes('AccessDenied'));
  expect(safe()).toMatchObject({ value: null });
});

it('removes a database that does not exist, or has another engine', async () => {
  let response: unknown = { DBInstances: [instance('a')] };
  const { watch, seen } = start(({ DBInstanceIdentifier }) =>
    DBInstanceIdentifier ? response : { DBInstances: [instance('a')] },
  );
  await eventually(() => seen.databases.size === 1);
  for (const none of [
    undefined,
    { DBInstances: [instance('a', { Engine: 'mysql' })] },
  ]) {
    response = { DBInstances: [instance('a')] };
    await watch.observe('a');
    expect(seen.names()).toEqual(['a']);
    response = none;
    await expect(watch.observe('a')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(seen.names()).toEqual([]);
  }
});

it('does not report a read replica as a database of its own', async () => {
  const replica = instance('a-r1', {
    ReadReplicaSourceDBInstanceIdentifier: 'a',
  });
  const { watch, seen } = start(({ DBInstanceIdentifier }) => ({
    DBInstances: DBInstanceIdentifier ? [replica] : [instance('a'), replica],
  }));
  await eventually(() => seen.databases.size === 1);
  for (const call of [watch.observe('a-r1'), watch.recall('a-r1')])
    await expect(call).rejects.toMatchObject({ name: 'NotFoundError' });
  expect(seen.names()).toEqual(['a']);
  const { observation } = await watch.recall('a');
  expect(observation.instances).toHaveLength(2);
});

it('does not replace a newer report by an older list', async () => {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  let first = true;
  const { watch, seen, listings } = start(async ({ DBInstanceIdentifier }) => {
    if (DBInstanceIdentifier) return { DBInstances: [instance('new')] };
    if (!first) return { DBInstances: [instance('new')] };
    first = false;
    await held;
    return { DBInstances: [] };
  });
  await eventually(() => listings() === 1);
  await watch.observe('new');
  release();
  await eventually(() => listings() === 2);
  expect(seen.names()).toEqual(['new']);
});

it('reads details again if they changed during the read', async () => {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  let listings = 0;
  const DescribeDBSnapshots = async ({
    SnapshotType,
  }: {
    SnapshotType?: string;
  }) => {
    if (SnapshotType) return {};
    listings += 1;
    if (listings === 1) await held;
    return {};
  };
  const { watch } = start(() => ({}), testRegion(), {
    DescribeDBSnapshots: DescribeDBSnapshots as never,
  });
  await eventually(() => listings > 0);
  watch.detailsChanged();
  release();
  await eventually(() => listings > 1);
  expect(listings).toBe(2);
});
