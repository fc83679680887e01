import { mockServices } from '@backstage/backend-test-utils';
import { objectKey, type WatchChange, type WatchedKind } from '../../cluster';
import { KindStore } from '../../cluster/watch/KindStore';
import { Directory } from '../__testUtils__/Directory';
import { allKinds, clusterKind, Lookup, type ClusterContext } from '../model';
import { ClusterObserver } from './ClusterObserver';

const REF = 'cloudnative-pg:test/shop/orders';

/** A context whose stores are filled by hand. */
function observed() {
  const stores = new Map(
    allKinds.map(kind => [kind, new KindStore<unknown>()]),
  );
  const clusters = stores.get(clusterKind as WatchedKind<unknown>)!;
  let listener: (change: WatchChange) => void = () => {};
  const logger = mockServices.logger.mock();
  const context = {
    name: 'test',
    settled: true,
    logger,
    config: { namespaces: [] },
    onChange: (hear: typeof listener) => {
      listener = hear;
      return () => {};
    },
    watch: {
      store: (kind: WatchedKind<unknown>) => stores.get(kind),
      status: () => ({ status: 'ok', since: '' }),
      statuses: () => [{ status: { status: 'ok' } }],
    },
  } as unknown as ClusterContext;
  const directory = new Directory();
  const observer = new ClusterObserver(
    context,
    new Lookup([context]),
    () => new Date('2026-11-21T12:00:00Z'),
  );
  observer.start(directory);
  const id = (name: string) => ({ namespace: 'shop', name });
  return {
    directory,
    logger,
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
        value: clusterKind.slim({
          metadata: {
            ...id(name),
            uid,
            creationTimestamp: '2026-11-21T09:00:00Z',
          },
          status: { phase },
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
