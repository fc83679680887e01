import { quickTiming } from '../../testUtils/ApiServer';
import { describeWithApiServer } from '../../testUtils/describeWithApiServer';
import {
  clusterManifest,
  cnpgKinds,
  podManifest,
  watched,
  watchedPods,
} from '../../__testUtils__/kinds';
import { StallingProxy } from '../../testUtils/StallingProxy';
import { ThrottlingProxy } from '../../__testUtils__/ThrottlingProxy';
import { waitFor } from '../../testUtils/waitFor';
import type { Cluster } from '../Cluster';
import { coreKinds } from '../coreKinds';
import type { ClusterWatch, WatchChange } from './ClusterWatch';
import type { WatchedKind } from './WatchedKind';

describeWithApiServer('ClusterWatch', ({ server, crd }) => {
  const clusters = watched(cnpgKinds.clusters);
  const backups = watched(cnpgKinds.backups);
  let admin: Cluster;
  const open: Array<{ stop(): void } | { close(): void }> = [];

  beforeAll(async () => {
    await server.installCrds(crd('clusters'), crd('backups'));
    admin = server.cluster();
  });

  afterEach(() => {
    open.splice(0).forEach(it => ('stop' in it ? it.stop() : it.close()));
  });

  function start(cluster: Cluster, kinds: WatchedKind<unknown>[]) {
    const changes: WatchChange[] = [];
    const watch = cluster.watch(kinds, change => changes.push(change));
    open.push(cluster);
    return { watch, changes };
  }

  const ok = <T>(watch: ClusterWatch, kind: WatchedKind<T>) =>
    waitFor(() => expect(watch.status(kind)).toMatchObject({ status: 'ok' }));

  const seen = (watch: ClusterWatch, name: string, instances: number) =>
    waitFor(() =>
      expect(
        watch.store(clusters).get({ namespace: 'default', name }),
      ).toMatchObject({ spec: { instances } }),
    );

  it('reports added, changed and deleted objects, without unused fields', async () => {
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('first'));
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('second'));
    const second = {
      ...watched(cnpgKinds.clusters),
      fieldSelector: 'metadata.name=second',
    };
    const { watch } = start(server.cluster(), [clusters, second]);
    await seen(watch, 'first', 1);
    await ok(watch, second);
    await admin.client.apply(cnpgKinds.clusters, {
      ...clusterManifest('first', 3),
      metadata: {
        name: 'first',
        namespace: 'default',
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': 'x',
          kept: 'y',
        },
      },
    });
    await seen(watch, 'first', 3);
    const stored = watch
      .store(clusters)
      .get({ namespace: 'default', name: 'first' });
    expect(stored?.metadata.annotations).toEqual({ kept: 'y' });
    expect(stored?.metadata).not.toHaveProperty('managedFields');
    expect([...watch.store(second).values()]).toMatchObject([
      { name: 'second' },
    ]);
    for (const name of ['first', 'second']) {
      await admin.client.delete(cnpgKinds.clusters, {
        namespace: 'default',
        name,
      });
    }
    await waitFor(() => expect(watch.store(clusters).size).toBe(0));
  });

  it('maps a database once for a burst of its pods, and only when everything is read', async () => {
    const count = 30;
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('burst'));
    const cluster = server.cluster(undefined, {
      ...quickTiming,
      batchMs: 3000,
    });
    const { watch, changes } = start(cluster, [clusters, watchedPods]);
    await waitFor(() => expect(changes).toHaveLength(1));
    expect([...changes[0].keys]).toEqual(['default/burst']);
    await Promise.all(
      Array.from({ length: count }, (_, i) =>
        admin.client.create(coreKinds.pods, podManifest(`burst-${i}`, 'burst')),
      ),
    );
    await waitFor(() =>
      expect(
        watch.store(watchedPods).by('cluster', 'default/burst'),
      ).toHaveLength(count),
    );
    await waitFor(() =>
      expect(changes.slice(1).map(({ keys }) => [...keys])).toContainEqual([
        'default/burst',
      ]),
    );
    expect(changes.length).toBeLessThan(count / 2);
  });

  it('detects a kind that is installed later, and its removal', async () => {
    const databases = watched(cnpgKinds.databases);
    const { watch } = start(server.cluster(), [clusters, databases]);
    await ok(watch, clusters);
    await waitFor(() =>
      expect(watch.status(databases)).toMatchObject({ status: 'notServed' }),
    );
    await server.installCrds(crd('databases'));
    await ok(watch, databases);
    await admin.client.create(cnpgKinds.databases, {
      metadata: { name: 'app', namespace: 'default' },
      spec: { name: 'app', owner: 'app', cluster: { name: 'first' } },
    });
    await waitFor(() => expect(watch.store(databases).size).toBe(1));
    await server.uninstallCrds(crd('databases'));
    await waitFor(() => {
      expect(watch.status(databases)).toMatchObject({ status: 'notServed' });
      expect(watch.store(databases).size).toBe(0);
    });
    expect(watch.status(clusters)).toMatchObject({ status: 'ok' });
  });

  it('reports which kind is forbidden, and works with the others', async () => {
    const kubeConfig = await server.serviceAccount('no-backups', [
      'observer.yaml',
    ]);
    await server.admin().json({
      method: 'PATCH',
      path: '/apis/rbac.authorization.k8s.io/v1/clusterroles/pgstage-observer',
      contentType: 'application/json-patch+json',
      body: [
        {
          op: 'replace',
          path: '/rules/0/resources',
          value: ['clusters'],
        },
      ],
    });
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('seen'));
    const { watch } = start(server.cluster(kubeConfig), [clusters, backups]);
    await seen(watch, 'seen', 1);
    await waitFor(() =>
      expect(watch.status(backups)).toMatchObject({
        status: 'forbidden',
        message: expect.stringContaining('cannot list resource "backups"'),
      }),
    );
    await server.serviceAccount('restores-the-role', ['observer.yaml']);
    await ok(watch, backups);
  });

  it('detects a silent watch, and resumes it', async () => {
    const proxy = new StallingProxy(server.url);
    open.push(proxy);
    const address = await proxy.start();
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('quiet'));
    const { watch } = start(
      server.cluster(server.kubeConfig(address), {
        ...quickTiming,
        silentAfterMs: 1500,
        requestTimeoutMs: 1500,
      }),
      [clusters],
    );
    await seen(watch, 'quiet', 1);
    proxy.stallExisting();
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('quiet', 2));
    await seen(watch, 'quiet', 2);

    proxy.stallAll();
    await waitFor(() =>
      expect(watch.status(clusters)).toMatchObject({ status: 'timeout' }),
    );
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('quiet', 3));
    expect(watch.store(clusters).size).toBeGreaterThan(0);
    proxy.heal();
    await seen(watch, 'quiet', 3);
    await ok(watch, clusters);
  });

  it('waits as long as an overloaded server requests', async () => {
    const proxy = new ThrottlingProxy(server);
    open.push(proxy);
    const address = await proxy.start();
    proxy.throttle(3, 2);
    const { watch } = start(server.cluster(server.kubeConfig(address)), [
      clusters,
    ]);
    await ok(watch, clusters);
    expect(proxy.refusedAt).toHaveLength(3);
    expect(proxy.waits().every(ms => ms >= 1990)).toBe(true);
  });

  it('keeps all objects when history is lost', async () => {
    const proxy = new ThrottlingProxy(server);
    open.push(proxy);
    const address = await proxy.start();
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('kept'));
    const { watch, changes } = start(
      server.cluster(server.kubeConfig(address)),
      [clusters],
    );
    await seen(watch, 'kept', 1);
    await waitFor(() => expect(changes).toHaveLength(1));
    const before = changes.length;
    const sizes = new Set<number>();
    const sample = setInterval(() => sizes.add(watch.store(clusters).size), 1);
    proxy.expireWatches();
    await admin.client.apply(cnpgKinds.clusters, clusterManifest('kept', 2));
    await seen(watch, 'kept', 2);
    clearInterval(sample);
    expect([...sizes]).toEqual([watch.store(clusters).size]);
    await waitFor(() =>
      expect(changes.slice(before).map(({ keys }) => [...keys])).toEqual([
        ['default/kept'],
      ]),
    );
  });
});
