import { mockServices } from '@backstage/backend-test-utils';
import {
  Archivers,
  objectKey,
  type KindStatus,
  type WatchChange,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { KindStore } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { Directory } from '../__testUtils__/Directory';
import {
  allKinds,
  clusterKind,
  cnpgKinds,
  type ClusterContext,
  type KindName,
} from '../model';
import { CloudNativePgObserver } from './CloudNativePgObserver';

const REF = 'cloudnative-pg:test/shop/orders';

/** A context whose stores are filled by hand. */
function observed() {
  let now = new Date('2026-11-21T12:00:00Z');
  const statuses = new Map<unknown, KindStatus['status']>();
  const stores = new Map(
    allKinds.map(kind => [kind, new KindStore<unknown>()]),
  );
  const clusters = stores.get(clusterKind as WatchedKind<unknown>)!;
  let listener: (change: WatchChange) => void = () => {};
  const statusOf = (kind: unknown) => ({
    status: statuses.get(kind) ?? 'ok',
    since: '',
  });
  const logger = mockServices.logger.mock();
  const context = {
    name: 'test',
    settled: true,
    archivers: new Archivers(),
    logger,
    config: { namespaces: [] },
    onChange: (hear: typeof listener) => {
      listener = hear;
      return () => {};
    },
    watch: {
      store: (kind: WatchedKind<unknown>) => stores.get(kind),
      status: statusOf,
      statuses: () => allKinds.map(kind => ({ kind, status: statusOf(kind) })),
    },
  } as unknown as ClusterContext;
  const directory = new Directory();
  const observer = new CloudNativePgObserver([context], () => now);
  observer.start(directory);
  const id = (name: string) => ({ namespace: 'shop', name });
  return {
    directory,
    logger,
    /** Kinds that are read so from now on; the others are ok. */
    see: (kinds: Partial<Record<KindName, KindStatus['status']>>) => {
      statuses.clear();
      Object.entries(kinds).forEach(([name, status]) =>
        statuses.set(cnpgKinds[name as KindName], status),
      );
      listener({ keys: new Set(), statusChanged: true });
    },
    /** Sets the clock on, and lets what is due be told. */
    pass: async (ms: number) => {
      now = new Date(now.getTime() + ms);
      await jest.advanceTimersByTimeAsync(ms);
    },
    tell: (...names: string[]) =>
      listener({
        keys: new Set(names.map(name => objectKey(id(name)))),
        statusChanged: false,
      }),
    put: (name: string, uid = '1', phase = 'Cluster in healthy state') =>
      clusters.set({
        ...id(name),
        uid,
        resourceVersion: '1',
        value: clusterKind.transform({
          metadata: {
            ...id(name),
            uid,
            creationTimestamp: '2026-11-21T09:00:00Z',
          },
          status: {
            phase,
            currentPrimary: 'orders-1',
            targetPrimary: 'orders-1',
            instanceNames: ['orders-1'],
          },
        }),
      }),
    putStrange: (name: string) =>
      clusters.set({ ...id(name), uid: '1', resourceVersion: '1', value: {} }),
    drop: (name: string) => clusters.delete(id(name)),
  };
}

it('tells once that a database is gone, though its parts go later', () => {
  const { directory, put, drop, tell } = observed();
  put('orders');
  tell('orders');
  drop('orders');
  tell('orders');
  tell('orders');
  expect(directory.removed).toEqual([REF]);
});

it('says nothing of parts that come before their Cluster, or that name none', () => {
  const { directory, tell } = observed();
  tell('orders', '');
  expect(directory.removed).toEqual([]);
  expect(directory.told).toEqual([]);
});

it('begins anew with another Cluster of the same name', () => {
  const { directory, put, tell } = observed();
  put('orders', '1', 'Failing over');
  tell('orders');
  put('orders', '2', 'Switchover in progress');
  tell('orders');
  expect(directory.databases.get(REF)?.status.state).toBe('changing');
});

it('maps the others where one is strange', () => {
  const { directory, put, putStrange, tell, logger } = observed();
  putStrange('odd');
  put('orders');
  tell('odd', 'orders');
  expect([...directory.databases.keys()]).toEqual([REF]);
  expect(logger.error).toHaveBeenCalledWith(
    'Could not map shop/odd',
    expect.any(Error),
  );
});

describe('after an API server was away', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('knows of no state while pods are not read again, though Clusters are', () => {
    const { directory, put, see } = observed();
    put('orders');
    see({ clusters: 'unreachable', pods: 'unreachable' });
    expect(directory.problems.size).toBe(1);
    see({ pods: 'unreachable' });
    expect(directory.problems.size).toBe(0);
    expect(directory.databases.get(REF)?.status).toMatchObject({
      state: 'unknown',
      reason: 'Backstage cannot see the pods of the instances now',
    });
  });

  it('tells nothing new of databases whose Clusters cannot be read, however long', async () => {
    const { directory, put, see, pass, tell } = observed();
    put('orders');
    see({});
    const before = directory.told.length;
    see({ clusters: 'timeout' });
    tell('orders');
    await pass(60 * 60_000);
    expect(directory.told).toHaveLength(before);
    see({});
    expect(directory.told.length).toBeGreaterThan(before);
  });
});
