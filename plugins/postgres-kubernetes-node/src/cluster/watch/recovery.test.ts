import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithApiServer } from '../../testUtils/describeWithApiServer';
import {
  clusterManifest,
  cnpgKinds,
  podManifest,
  watched,
  watchedPods,
} from '../../__testUtils__/kinds';
import { waitFor } from '../../testUtils/waitFor';
import type { Cluster } from '../Cluster';
import { coreKinds } from '../coreKinds';
import type { ClusterWatch } from './ClusterWatch';
import { defaultTiming } from './timing';

describeWithApiServer('a watch whose API server stops', ({ server, crd }) => {
  const clusters = watched(cnpgKinds.clusters);
  let cluster: Cluster;
  let watch: ClusterWatch;
  const dropped: string[] = [];

  const apply = (name: string, instances: number) =>
    cluster.client.apply(cnpgKinds.clusters, clusterManifest(name, instances));
  const stored = (name: string) =>
    watch.store(clusters).get({ namespace: 'default', name });
  const status = (expected: string) =>
    waitFor(() => expect(watch.status(clusters).status).toBe(expected), 60_000);

  beforeAll(async () => {
    await server.installCrds(crd('clusters'));
    cluster = server.cluster();
    watch = cluster.watch([clusters, watchedPods], ({ keys }) => {
      for (const key of keys) {
        if (!stored(key.split('/')[1])) dropped.push(key);
      }
    });
    await cluster.client.create(
      coreKinds.pods,
      podManifest('orders-1', 'orders'),
    );
    // So that the version certainly decreases when the storage is wiped.
    for (let i = 1; i <= 200; i++) await apply('orders', i);
  });

  afterAll(() => cluster?.close());

  it('keeps its objects during an outage, and continues afterwards', async () => {
    await waitFor(() =>
      expect(stored('orders')).toMatchObject({ spec: { instances: 200 } }),
    );
    // Its pod may have been reported earlier.
    dropped.length = 0;
    await server.stop();
    await status('unreachable');
    expect(watch.status(clusters).message).toMatch(/ECONNREFUSED/);
    expect(stored('orders')).toBeDefined();
    await server.start();
    await status('ok');
    await apply('orders', 201);
    await waitFor(() =>
      expect(stored('orders')).toMatchObject({ spec: { instances: 201 } }),
    );
    expect(dropped).toEqual([]);
  });

  it('is not ok before it reads again, with production timing', async () => {
    const slow = server.cluster(undefined, defaultTiming);
    const pods = slow.watch([watchedPods], () => {});
    const isOk = () => pods.status(watchedPods).status === 'ok';
    const isSeen = () =>
      pods
        .store(watchedPods)
        .get({ namespace: 'default', name: 'orders-2' }) !== undefined;
    try {
      await waitFor(() => expect(isOk()).toBe(true));
      await server.stop();
      // Long enough for retries to become rare.
      await sleep(8_000);
      expect(isOk()).toBe(false);
      await server.start();
      await cluster.client.create(
        coreKinds.pods,
        podManifest('orders-2', 'orders'),
      );
      let blindMs = 0;
      await waitFor(() => {
        if (isOk() && !isSeen()) blindMs += 25;
        expect(isSeen()).toBe(true);
      });
      expect(blindMs).toBeLessThan(2_000);
      await waitFor(() => expect(isOk()).toBe(true));
    } finally {
      slow.close();
    }
  });

  it('detects that everything was wiped, though no event reports it', async () => {
    await server.stop();
    await server.wipe();
    await server.start();
    await status('notServed');
    await server.installCrds(crd('clusters'));
    await status('ok');
    await apply('billing', 1);
    await waitFor(() => expect(stored('billing')).toBeDefined());
    expect(stored('orders')).toBeUndefined();

    // Pods are served all the time: only the decreased version shows it.
    await cluster.client.create(
      coreKinds.pods,
      podManifest('billing-1', 'billing'),
    );
    await waitFor(() =>
      expect([...watch.store(watchedPods).values()]).toMatchObject([
        { name: 'billing-1' },
      ]),
    );
  });
});
