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

/** An observer whose stores are filled by the test. */
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
    onChange: (added: typeof listener) => {
      listener = added;
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
    /** Sets the status of these kinds; the others are ok. */
    setStatus: (kinds: Partial<Record<KindName, KindStatus['status']>>) => {
      statuses.clear();
      Object.entries(kinds).forEach(([name, status]) =>
        statuses.set(cnpgKinds[name as KindName], status),
      );
      listener({ keys: new Set(), statusChanged: true });
    },
    /** Advances the clock and runs the timers that are due. */
    advance: async (ms: number) => {
      now = new Date(now.getTime() + ms);
      await jest.advanceTimersByTimeAsync(ms);
    },
    notify: (...names: string[]) =>
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
    putInvalid: (name: string) =>
      clusters.set({ ...id(name), uid: '1', resourceVersion: '1', value: {} }),
    drop: (name: string) => clusters.delete(id(name)),
  };
}

it('reports a removed database once, although its parts are deleted later', () => {
  const { directory, put, drop, notify } = observed();
  put('orders');
  notify('orders');
  drop('orders');
  notify('orders');
  notify('orders');
  expect(directory.removed).toEqual([REF]);
});

it('reports nothing for parts that precede their Cluster or name none', () => {
  const { directory, notify } = observed();
  notify('orders', '');
  expect(directory.removed).toEqual([]);
  expect(directory.upserts).toEqual([]);
});

it('drops the previous state for another Cluster of the same name', () => {
  const { directory, put, notify } = observed();
  put('orders', '1', 'Failing over');
  notify('orders');
  put('orders', '2', 'Switchover in progress');
  notify('orders');
  expect(directory.databases.get(REF)?.status.state).toBe('changing');
});

it('maps the others if one is invalid', () => {
  const { directory, put, putInvalid, notify, logger } = observed();
  putInvalid('odd');
  put('orders');
  notify('odd', 'orders');
  expect([...directory.databases.keys()]).toEqual([REF]);
  expect(logger.error).toHaveBeenCalledWith(
    'Could not map shop/odd',
    expect.any(Error),
  );
});

describe('after an outage of the API server', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('reports an unknown state until pods are read again, even if Clusters are', () => {
    const { directory, put, setStatus } = observed();
    put('orders');
    setStatus({ clusters: 'unreachable', pods: 'unreachable' });
    expect(directory.problems.size).toBe(1);
    setStatus({ pods: 'unreachable' });
    expect(directory.problems.size).toBe(0);
    expect(directory.databases.get(REF)?.status).toMatchObject({
      state: 'unknown',
      reason: { id: 'kubernetes.podsUnread' },
    });
  });

  it('reports nothing new as long as Clusters cannot be read', async () => {
    const { directory, put, setStatus, advance, notify } = observed();
    put('orders');
    setStatus({});
    const before = directory.upserts.length;
    setStatus({ clusters: 'timeout' });
    notify('orders');
    await advance(60 * 60_000);
    expect(directory.upserts).toHaveLength(before);
    setStatus({});
    expect(directory.upserts.length).toBeGreaterThan(before);
  });
});
