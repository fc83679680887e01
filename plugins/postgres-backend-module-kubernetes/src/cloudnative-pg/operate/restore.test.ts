import {
  InvalidFieldsError,
  parseInput,
  restoreDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { describeWithApiServer } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  type ClusterClient,
  type KubernetesObject,
  recordOf,
  recordToAnnotations,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  actor,
  binding,
  OperatedCluster,
  operatorContext,
} from '../__testUtils__/operatedCluster';
import { hostileTexts, textFields } from '../__testUtils__/textFields';
import { cnpgKinds, resources, type ClusterContext } from '../model';
import { restore } from './restore';

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
    more: object = {},
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
      ...more,
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
            roles: [
              { name: 'reporter', login: true },
              { name: 'dropped', ensure: 'absent' },
            ],
            services: {
              disabledDefaultServices: ['r'],
              additional: [
                {
                  selectorType: 'rw',
                  serviceTemplate: {
                    metadata: { name: 'orders-outside' },
                    spec: { type: 'LoadBalancer' },
                  },
                },
              ],
            },
          },
          enableSuperuserAccess: true,
          superuserSecret: { name: 'orders-root' },
          priorityClassName: 'high',
        },
        status: {
          image: 'postgres:17.6',
          pgDataImageInfo: { image: 'postgres:17.6', majorVersion: 17 },
        },
      });
      for (const [name, spec] of Object.entries({
        'orders-db-archive': {
          name: 'archive',
          extensions: [
            { name: 'citext', ensure: 'present' },
            { name: 'hstore', ensure: 'absent' },
          ],
        },
        'by-hand': { name: 'other' },
        'orders-db-gone': { name: 'gone', ensure: 'absent' },
      })) {
        await admin.create(resources.databases, {
          metadata: at(name),
          spec: { cluster: { name: 'orders' }, owner: 'shop', ...spec },
        });
      }
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
          context.watch.store(cnpgKinds.databases).size === 3 &&
          context.watch.store(cnpgKinds.poolers).size &&
          context.watch.store(cnpgKinds.scheduledBackups).size,
      );
    });

    it('copies the settings of instances, and archives to another folder', async () => {
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
        certificates: {
          serverCASecret: 'own-ca',
          serverTLSSecret: 'own-tls',
        },
        managed: {
          roles: [{ name: 'reporter' }],
          services: { disabledDefaultServices: ['r'] },
        },
        enableSuperuserAccess: true,
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
      expect(spec.managed.roles).toHaveLength(1);
      expect(spec.managed.services).not.toHaveProperty('additional');
      expect(spec.superuserSecret).toBeUndefined();
      const { serverName, barmanObjectName } = spec.plugins[0].parameters;
      expect(spec.plugins).toHaveLength(1);
      expect(barmanObjectName).toBe('orders-copy-backups');
      expect(serverName).toMatch(/^orders-copy-[0-9a-z]+-pg17$/);

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
      const declared = (await admin.list(resources.databases))
        .filter(({ spec: { cluster } }: any) => cluster.name === 'orders-copy')
        .map(({ metadata, spec: { name, extensions } }: any) => [
          metadata.name,
          name,
          extensions?.map((extension: { name: string }) => extension.name),
        ]);
      expect(declared).toEqual([
        ['orders-copy-by-hand', 'other', undefined],
        ['orders-copy-db-archive', 'archive', ['citext']],
      ]);
    });

    /** A request as the HTTP API passes it to the provider. */
    const attempt = async (more: object) => {
      const { entityRef, owner, resourceName, ...again } = parseInput(
        restoreDatabaseSchema,
        { name: 'hostile', entityRef: 'component:a/b', ...more },
      );
      return restore(context, orders.ref, { binding, ...again }, { actor });
    };
    it.each(
      textFields(restoreDatabaseSchema).map(
        ({ field, put }): [string, (text: string) => unknown] => [field, put],
      ),
    )(
      'refuses hostile texts, naming %j, and writes nothing',
      async (field, put) => {
        const before = (await admin.list(resources.clusters)).length;
        for (const text of hostileTexts) {
          const error: unknown = await attempt(put(text) as object).catch(
            e => e,
          );
          expect(error).toBeInstanceOf(InvalidFieldsError);
          expect((error as InvalidFieldsError).issues).toMatchObject([
            { field },
          ]);
        }
        expect(await admin.list(resources.clusters)).toHaveLength(before);
      },
    );

    it('is completed by a repeated request after a crash, and refuses another request', async () => {
      const again = request('orders-again', { backup: 'orders-b1' });
      await restore(context, orders.ref, again, { actor });
      const before = await live('orders-again');
      await admin.delete(
        resources.scheduledBackups,
        at('orders-again-scheduled'),
      );
      await restore(context, orders.ref, again, { actor });
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
        /another database 'orders-again'.*backup is orders-b1, requested none/,
      );
      await expect(
        restore(context, orders.ref, request('orders'), { actor }),
      ).rejects.toThrow(/another database 'orders'/);
    });

    it('limits the point in time to the proven window, and writes nothing otherwise', async () => {
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

  it('restores a backup from before a major upgrade with the version that it was taken with', async () => {
    const aged = new OperatedCluster(server, context, 'aged');
    await admin.create(resources.objectStores, {
      metadata: at('aged-backups'),
      spec: {
        configuration: {
          destinationPath: 's3://backups/shop',
          s3Credentials: { inheritFromIAMRole: true },
        },
      },
    });
    await aged.create({
      instances: 1,
      metadata: {
        annotations: recordToAnnotations({ spec: { version: '18' } }),
      },
      spec: {
        imageName: 'example.com/pg:18',
        plugins: [
          {
            name: PLUGIN,
            isWALArchiver: true,
            parameters: {
              barmanObjectName: 'aged-backups',
              serverName: 'aged-m1-pg18',
            },
          },
        ],
      },
      status: {
        pgDataImageInfo: { image: 'example.com/pg:18', majorVersion: 18 },
      },
    });
    await finishBackup(aged, 'aged-b17', 'plugin', { majorVersion: 17 });
    await expect(
      restore(
        context,
        aged.ref,
        request('aged-moment', {
          backup: 'aged-b17',
          targetTime: new Date().toISOString(),
        }),
        { actor },
      ),
    ).rejects.toThrow(/^targetTime must/);
    await restore(
      context,
      aged.ref,
      request('aged-copy', { backup: 'aged-b17' }),
      { actor },
    );
    const copy = await live('aged-copy');
    expect(copy.spec).toMatchObject({
      imageName: 'example.com/pg:17.6',
      externalClusters: [
        { plugin: { parameters: { serverName: 'aged-m1-pg17' } } },
      ],
      plugins: [
        {
          parameters: {
            serverName: expect.stringMatching(/^aged-copy-[0-9a-z]+-pg17$/),
          },
        },
      ],
    });
    expect(recordOf(copy.metadata.annotations).spec.version).toBe('17');

    const own = new OperatedCluster(server, context, 'own-image');
    await own.create({
      instances: 1,
      metadata: {
        annotations: recordToAnnotations({ spec: {}, adopted: true }),
      },
      spec: {
        imageName: 'example.com/mine:18',
        backup: { volumeSnapshot: { className: 'csi' } },
      },
    });
    await finishBackup(own, 'own-b17', 'volumeSnapshot', { majorVersion: 17 });
    await expect(
      restore(context, own.ref, request('own-copy'), { actor }),
    ).rejects.toThrow(/the image of 'own-image' at that time is not known/);
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
    expect(spec.backup.barmanObjectStore.serverName).toMatch(
      /^old-copy-[0-9a-z]+-pg17$/,
    );
  });

  it('restores from a volume snapshot, to its own end only', async () => {
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
    ).rejects.toThrow(/^targetTime must be omitted/);
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

  describe('of Clusters created outside pgstage', () => {
    const hoursAgo = (hours: number) =>
      new Date(Date.now() - hours * 3_600_000).toISOString();
    const inTree = (destinationPath: string) => ({
      barmanObjectStore: {
        destinationPath,
        s3Credentials: { inheritFromIAMRole: true },
      },
    });
    const store = async (name: string, destinationPath: string) =>
      admin.create(resources.objectStores, {
        metadata: at(name),
        spec: {
          configuration: {
            destinationPath,
            s3Credentials: { inheritFromIAMRole: true },
          },
        },
      });
    const restored = async (
      { ref }: OperatedCluster,
      name: string,
      more: object,
    ) => {
      await restore(context, ref, request(name, more), { actor });
      return (await live(name)).spec as Record<string, any>;
    };

    it('starts with a snapshot, and continues with the archive up to a point in time or its end', async () => {
      const snap = new OperatedCluster(server, context, 'snap');
      await snap.create({
        instances: 1,
        spec: {
          walStorage: { size: '1Gi' },
          backup: {
            volumeSnapshot: { className: 'csi' },
            ...inTree('s3://bucket/db'),
          },
        },
        status: { firstRecoverabilityPoint: hoursAgo(48) },
      });
      await finishBackup(snap, 'snap-b1', 'volumeSnapshot', {
        backupId: undefined,
        startedAt: hoursAgo(49),
        stoppedAt: hoursAgo(48),
        majorVersion: 17,
        snapshotBackupStatus: {
          elements: [
            { name: 'snap-data', type: 'PG_DATA' },
            { name: 'snap-wal', type: 'PG_WAL' },
            { name: 'snap-hot', type: 'PG_TABLESPACE', tablespaceName: 'hot' },
          ],
        },
      });
      const targetTime = hoursAgo(24);
      const source = (name: string) => ({
        apiGroup: 'snapshot.storage.k8s.io',
        kind: 'VolumeSnapshot',
        name,
      });
      const fromSnapshot = {
        database: 'orders',
        owner: 'shop',
        source: 'origin',
        volumeSnapshots: {
          storage: source('snap-data'),
          walStorage: source('snap-wal'),
          tablespaceStorage: { hot: source('snap-hot') },
        },
      };
      const wal = [
        {
          name: 'origin',
          barmanObjectStore: {
            destinationPath: 's3://bucket/db',
            serverName: 'snap',
          },
        },
      ];
      for (const [name, more] of Object.entries({
        'snap-both': { backup: 'snap-b1', targetTime },
        'snap-moment': { targetTime },
      })) {
        const spec = await restored(snap, name, more);
        expect(spec.bootstrap.recovery).toEqual({
          ...fromSnapshot,
          recoveryTarget: { targetTime },
        });
        expect(spec.externalClusters).toMatchObject(wal);
      }
      const end = await restored(snap, 'snap-end', {});
      expect(end.bootstrap.recovery).toEqual(fromSnapshot);
      expect(end.externalClusters).toMatchObject(wal);
      const own = await restored(snap, 'snap-own', { backup: 'snap-b1' });
      expect(own.bootstrap.recovery).toEqual({
        database: 'orders',
        owner: 'shop',
        backup: { name: 'snap-b1' },
      });
      await expect(
        restored(snap, 'snap-early', {
          backup: 'snap-b1',
          targetTime: hoursAgo(48.5),
        }),
      ).rejects.toThrow(/^targetTime must/);
    });

    it('reads an in-tree backup from before a migration from its destination', async () => {
      const moved = new OperatedCluster(server, context, 'moved');
      await store('moved-store', 's3://new-bucket/db');
      await moved.create({
        instances: 1,
        spec: {
          plugins: [
            {
              name: PLUGIN,
              isWALArchiver: true,
              parameters: { barmanObjectName: 'moved-store' },
            },
          ],
        },
        status: { firstRecoverabilityPoint: hoursAgo(48) },
      });
      const old = {
        destinationPath: 's3://old-bucket/db',
        endpointURL: 'https://old.example.com',
        s3Credentials: {
          accessKeyId: { name: 'old', key: 'id' },
          secretAccessKey: { name: 'old', key: 'key' },
        },
        startedAt: hoursAgo(47),
        stoppedAt: hoursAgo(46),
      };
      await finishBackup(moved, 'intree', 'barmanObjectStore', {
        ...old,
        serverName: 'old-shop',
      });
      const spec = await restored(moved, 'moved-copy', { backup: 'intree' });
      expect(spec.bootstrap.recovery).toMatchObject({
        source: 'origin',
        recoveryTarget: { backupID: '20260301T020000', targetImmediate: true },
      });
      expect(spec.externalClusters).toMatchObject([
        {
          name: 'origin',
          plugin: {
            name: PLUGIN,
            parameters: {
              barmanObjectName: 'moved-copy-origin',
              serverName: 'old-shop',
            },
          },
        },
      ]);
      const origin = await admin.get(
        resources.objectStores,
        at('moved-copy-origin'),
      );
      expect(origin?.spec).toEqual({
        configuration: {
          destinationPath: 's3://old-bucket/db',
          endpointURL: 'https://old.example.com',
          s3Credentials: old.s3Credentials,
        },
      });
      expect(spec.plugins[0].parameters).toMatchObject({
        barmanObjectName: 'moved-copy-backups',
      });
      await expect(
        restored(moved, 'moved-later', {
          backup: 'intree',
          targetTime: hoursAgo(1),
        }),
      ).rejects.toThrow(/^targetTime must/);

      await finishBackup(moved, 'lost', 'barmanObjectStore');
      await expect(
        restored(moved, 'moved-lost', { backup: 'lost' }),
      ).rejects.toThrow(/'lost' names no destination/);
      await finishBackup(moved, 'unnamed', 'plugin', { backupId: undefined });
      await expect(
        restored(moved, 'moved-unnamed', { backup: 'unnamed' }),
      ).rejects.toThrow(/'unnamed' has no backup id/);
    });

    it('does not copy references to volumes of the source', async () => {
      const fixed = new OperatedCluster(server, context, 'fixed');
      const pvcTemplate = {
        storageClassName: 'local',
        accessModes: ['ReadWriteOnce'],
      };
      const pinned = {
        ...pvcTemplate,
        volumeName: 'pv-shop',
        selector: { matchLabels: { disk: 'shop' } },
        dataSource: { kind: 'PersistentVolumeClaim', name: 'seed' },
      };
      await fixed.create({
        instances: 1,
        spec: {
          storage: { size: '4G', pvcTemplate: pinned },
          walStorage: { size: '1G', pvcTemplate: pinned },
          tablespaces: [
            { name: 'hot', storage: { size: '1G', pvcTemplate: pinned } },
          ],
          backup: inTree('s3://bucket/db'),
        },
        status: { firstRecoverabilityPoint: hoursAgo(48) },
      });
      await finishBackup(fixed, 'fixed-b1', 'barmanObjectStore');
      expect(await restored(fixed, 'fixed-copy', {})).toMatchObject({
        storage: { size: '4G', pvcTemplate },
        walStorage: { size: '1G', pvcTemplate },
        tablespaces: [{ name: 'hot', storage: { size: '1G', pvcTemplate } }],
      });
      expect(JSON.stringify((await live('fixed-copy')).spec)).not.toMatch(
        /pv-shop|selector|seed/,
      );
    });

    it('does not restore if an unsupported plugin archives', async () => {
      const strange = new OperatedCluster(server, context, 'strange');
      const pgbackrest = {
        name: 'pgbackrest.example.com',
        isWALArchiver: true,
        parameters: { stanzaRef: 'shop-stanza' },
      };
      await strange.create({
        instances: 1,
        spec: {
          plugins: [pgbackrest],
          backup: { volumeSnapshot: { className: 'csi' } },
        },
      });
      await finishBackup(strange, 'strange-b1', 'volumeSnapshot');
      for (const more of [{}, { backup: 'strange-b1' }]) {
        await expect(restored(strange, 'strange-copy', more)).rejects.toThrow(
          /archived by the plugin 'pgbackrest.example.com'/,
        );
      }
      expect(
        await admin.get(resources.clusters, at('strange-copy')),
      ).toBeUndefined();
    });

    it('does not copy unsupported plugins', async () => {
      const idle = new OperatedCluster(server, context, 'idle');
      await idle.create({
        instances: 1,
        spec: {
          plugins: [
            { name: 'pgbackrest.example.com', enabled: false },
            { name: 'sleeper.example.com', parameters: { after: '5m' } },
          ],
          backup: { volumeSnapshot: { className: 'csi' } },
        },
      });
      await finishBackup(idle, 'idle-b1', 'volumeSnapshot');
      expect(await restored(idle, 'idle-copy', {})).not.toHaveProperty(
        'plugins',
      );
    });
  });
});
