import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { describeWithApiServer } from '../../__testUtils__/describeWithApiServer';
import type { ClusterClient, KubernetesObject } from '../../cluster';
import {
  actor,
  binding,
  OperatedCluster,
  operatorContext,
} from '../__testUtils__/operatedCluster';
import { cnpgKinds, recordOf, resources, type ClusterContext } from '../model';
import { restore } from './restore';

jest.setTimeout(60_000);

const PLUGIN = 'barman-cloud.cloudnative-pg.io';
const ofRestored = { ...binding, resourceRef: 'resource:default/restored' };

describeWithApiServer('restore', ({ server, crd }) => {
  let admin: ClusterClient;
  let context: ClusterContext;
  const at = (name: string) => ({ namespace: 'default', name });
  const request = (name: string, more = {}) => ({
    name,
    binding: ofRestored,
    taskId: 'task-1',
    ...more,
  });
  const live = async (name: string) =>
    (await admin.get(resources.clusters, at(name)))!;

  const finishBackup = async (
    cluster: OperatedCluster,
    name: string,
    method: string,
  ) => {
    await admin.create(resources.backups, {
      metadata: at(name),
      spec: {
        cluster: { name: cluster.name },
        method,
        ...(method === 'plugin' && { pluginConfiguration: { name: PLUGIN } }),
      },
    });
    const finished = {
      phase: 'completed',
      backupId: '20260301T020000',
      stoppedAt: new Date().toISOString(),
    };
    await admin.patch(
      resources.backups,
      at(name),
      { status: finished },
      { subresource: 'status' },
    );
    await cluster.until(
      () =>
        context.watch.store(cnpgKinds.backups).get(at(name))?.status.phase ===
        'completed',
    );
  };

  beforeAll(async () => {
    const kinds = [
      'clusters',
      'backups',
      'scheduledbackups',
      'poolers',
      'databases',
    ].map(crd);
    await server.installCrds(
      ...kinds,
      crd('clusters').replace(
        /cnpg-1\.30-clusters/,
        'barman-cloud-0.14-objectstores',
      ),
    );
    admin = server.cluster().client;
    context = await operatorContext(server, {
      id: 'memory',
    } as CredentialStore);
  });
  afterAll(() => {
    context?.stop();
    context?.cluster.close();
  });

  describe('from an object store', () => {
    let orders: OperatedCluster;

    beforeAll(async () => {
      orders = new OperatedCluster(server, context, 'orders');
      await admin.create(resources.objectStores, {
        metadata: at('shared-store'),
        spec: {
          configuration: {
            destinationPath: 's3://backups/shop',
            s3Credentials: { inheritFromIAMRole: true },
          },
          retentionPolicy: '30d',
        },
      });
      await orders.create({
        spec: {
          imageName: undefined,
          postgresql: {
            parameters: { max_connections: '300', shared_buffers: '64MB' },
            pg_hba: ['hostnossl all all all reject'],
          },
          plugins: [
            {
              name: PLUGIN,
              isWALArchiver: true,
              parameters: {
                barmanObjectName: 'shared-store',
                serverName: 'orders-first',
              },
            },
          ],
          certificates: {
            serverCASecret: 'own-ca',
            serverTLSSecret: 'own-tls',
          },
          managed: {
            roles: [{ name: 'reporter', login: true }],
            services: { disabledDefaultServices: ['r'] },
          },
          priorityClassName: 'high',
        },
        status: { image: 'postgres:17.6' },
      });
      await admin.create(resources.scheduledBackups, {
        metadata: at('orders-scheduled'),
        spec: {
          schedule: '0 0 2 * * *',
          cluster: { name: 'orders' },
          method: 'plugin',
          pluginConfiguration: { name: PLUGIN },
        },
      });
      await admin.create(resources.poolers, {
        metadata: at('orders-pooler'),
        spec: {
          cluster: { name: 'orders' },
          type: 'rw',
          pgbouncer: { poolMode: 'transaction' },
        },
      });
      await finishBackup(orders, 'orders-b1', 'plugin');
      await orders.until(
        () =>
          context.watch.store(cnpgKinds.poolers).size &&
          context.watch.store(cnpgKinds.scheduledBackups).size,
      );
    });

    it('carries over what instances run with, and archives elsewhere', async () => {
      const ref = await restore(
        context,
        orders.ref,
        request('orders-copy', { backup: 'orders-b1' }),
        { actor },
      );
      expect(ref).toBe('cloudnative-pg:test/default/orders-copy');
      const copy = await live('orders-copy');
      const spec = copy.spec as Record<string, any>;
      expect(spec).toMatchObject({
        instances: 3,
        imageName: 'postgres:17.6',
        priorityClassName: 'high',
        storage: { size: '1Gi' },
        postgresql: {
          parameters: { max_connections: '300', shared_buffers: '64MB' },
          pg_hba: ['hostnossl all all all reject'],
        },
        managed: { roles: [{ name: 'reporter' }] },
        externalClusters: [
          {
            name: 'origin',
            plugin: {
              name: PLUGIN,
              parameters: {
                barmanObjectName: 'orders-copy-backups',
                serverName: 'orders-first',
              },
            },
          },
        ],
        bootstrap: {
          recovery: {
            source: 'origin',
            database: 'orders',
            owner: 'shop',
            recoveryTarget: {
              backupID: '20260301T020000',
              targetImmediate: true,
            },
          },
        },
      });
      expect(spec.bootstrap.initdb).toBeUndefined();
      expect(spec.certificates).toBeUndefined();
      expect(spec.managed.services).toBeUndefined();
      const { serverName, barmanObjectName } = spec.plugins[0].parameters;
      expect(spec.plugins).toHaveLength(1);
      expect(barmanObjectName).toBe('orders-copy-backups');
      expect(serverName).toMatch(/^orders-copy-[0-9a-z]+$/);

      const record = recordOf(copy.metadata.annotations);
      expect(record).toMatchObject({
        binding: ofRestored,
        created: { by: actor, taskId: 'task-1' },
        restored: { from: orders.ref, backup: 'orders-b1' },
        spec: {
          database: 'orders',
          user: 'shop',
          options: { backup: { folder: serverName } },
        },
      });
      expect(
        (await admin.get(resources.objectStores, at('orders-copy-backups')))
          ?.spec,
      ).toMatchObject({
        configuration: { destinationPath: 's3://backups/shop' },
        retentionPolicy: '30d',
      });
      expect(
        (
          await admin.get(
            resources.scheduledBackups,
            at('orders-copy-scheduled'),
          )
        )?.spec,
      ).toMatchObject({
        schedule: '0 0 2 * * *',
        cluster: { name: 'orders-copy' },
      });
      expect(
        (await admin.get(resources.poolers, at('orders-copy-orders-pooler')))
          ?.spec,
      ).toMatchObject({
        cluster: { name: 'orders-copy' },
        pgbouncer: { poolMode: 'transaction' },
      });
    });

    it('completes on repeating what a crash left out, and refuses another request', async () => {
      const asked = request('orders-again', { backup: 'orders-b1' });
      await restore(context, orders.ref, asked, { actor });
      const before = await live('orders-again');
      await admin.delete(
        resources.scheduledBackups,
        at('orders-again-scheduled'),
      );
      await restore(context, orders.ref, asked, { actor });
      const after: KubernetesObject = await live('orders-again');
      expect(after.spec).toEqual(before.spec);
      expect(
        await admin.get(
          resources.scheduledBackups,
          at('orders-again-scheduled'),
        ),
      ).toBeDefined();
      await expect(
        restore(context, orders.ref, request('orders-again'), { actor }),
      ).rejects.toThrow(
        /another database 'orders-again'.*backup is orders-b1, asked for none/,
      );
      await expect(
        restore(context, orders.ref, request('orders'), { actor }),
      ).rejects.toThrow(/another database 'orders'/);
    });

    it('bounds the moment by what is proven, and writes nothing else', async () => {
      const future = new Date(Date.now() + 3_600_000).toISOString();
      await expect(
        restore(
          context,
          orders.ref,
          request('orders-future', { targetTime: future }),
          { actor },
        ),
      ).rejects.toThrow(/^targetTime must be between/);
      expect(
        await admin.get(resources.clusters, at('orders-future')),
      ).toBeUndefined();
      expect(
        await admin.get(resources.objectStores, at('orders-future-backups')),
      ).toBeUndefined();
    });

    it.each(['Orders', '1st', 'x'.repeat(51), 'a/b', 'a-'])(
      'refuses the name %j',
      async name => {
        await expect(
          restore(context, orders.ref, request(name), { actor }),
        ).rejects.toThrow(/^name must be at most 50/);
      },
    );
  });

  it('restores from the in-tree archive under another name of the server', async () => {
    const old = new OperatedCluster(server, context, 'old');
    await old.create({
      instances: 1,
      spec: {
        backup: {
          barmanObjectStore: {
            destinationPath: 's3://backups/old',
            s3Credentials: { inheritFromIAMRole: true },
          },
          retentionPolicy: '7d',
        },
      },
    });
    await finishBackup(old, 'old-b1', 'barmanObjectStore');
    await restore(context, old.ref, request('old-copy'), { actor });
    const spec = (await live('old-copy')).spec as Record<string, any>;
    expect(spec).toMatchObject({
      bootstrap: { recovery: { source: 'origin' } },
      externalClusters: [
        {
          name: 'origin',
          barmanObjectStore: {
            destinationPath: 's3://backups/old',
            serverName: 'old',
          },
        },
      ],
      backup: {
        retentionPolicy: '7d',
        barmanObjectStore: { destinationPath: 's3://backups/old' },
      },
    });
    expect(spec.bootstrap.recovery.recoveryTarget).toBeUndefined();
    expect(spec.backup.barmanObjectStore.serverName).toMatch(/^old-copy-/);
  });

  it('restores from a volume snapshot, which has no other moment than its own', async () => {
    const disk = new OperatedCluster(server, context, 'disk');
    await disk.create({
      instances: 1,
      spec: { backup: { volumeSnapshot: { className: 'csi' } } },
    });
    await finishBackup(disk, 'disk-b1', 'volumeSnapshot');
    await expect(
      restore(
        context,
        disk.ref,
        request('disk-copy', { targetTime: new Date().toISOString() }),
        { actor },
      ),
    ).rejects.toThrow(/^targetTime must be left out/);
    await restore(context, disk.ref, request('disk-copy'), { actor });
    expect((await live('disk-copy')).spec).toMatchObject({
      bootstrap: {
        recovery: {
          backup: { name: 'disk-b1' },
          database: 'orders',
          owner: 'shop',
        },
      },
    });
  });
});
