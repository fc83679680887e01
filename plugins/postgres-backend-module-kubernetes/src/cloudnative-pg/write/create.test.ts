import { join } from 'node:path';
import { loadYaml } from '@kubernetes/client-node';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  describeWithApiServer,
  killedAfter,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { recordOf } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { actor, KINDS, Provisioner } from '../__testUtils__/provisioner';
import { namesOf, resources } from '../model';
import type { CloudNativePgProvider } from '../CloudNativePgProvider';

const config = {
  namespaces: ['default', 'missing'],
  backupTargets: {
    main: {
      type: 's3',
      path: 's3://backups/postgres',
      endpoint: 'https://s3.example.com',
      region: 'fra1',
      pathStyle: true,
      ca: { secret: 's3-ca' },
      credentials: { secret: 's3' },
    },
  },
  imagePullSecrets: ['registry'],
  storageClasses: ['fast'],
  priorityClasses: ['high'],
  credentialNamespaces: ['elsewhere/default'],
  labels: ['team'],
  annotations: ['example.com/cost'],
};

/** Everything that a form can request. */
const everything = {
  version: '17',
  size: 'medium',
  instances: 3,
  storage: '20Gi',
  database: 'shop',
  user: 'shopkeeper',
  extensions: ['citext', 'pg_stat_statements'],
  connectionLimit: 50,
  protected: true,
  roles: [
    {
      name: 'reporting',
      inRoles: ['pg_read_all_data'],
      passwordSecret: 'reporting',
    },
  ],
  databases: [{ name: 'archive', owner: 'reporting', extensions: ['hstore'] }],
  options: {
    storageClass: 'fast',
    walStorage: { size: '5Gi' },
    resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
    affinity: {
      antiAffinity: 'required',
      nodeSelector: { disk: 'ssd' },
      tolerations: [
        { key: 'postgres', operator: 'Exists', effect: 'NoSchedule' },
      ],
    },
    priorityClass: 'high',
    labels: { team: 'shop' },
    annotations: { 'example.com/cost': 'cc-42' },
    parameters: { max_connections: '200', shared_buffers: '256MB' },
    pgHba: ['hostssl all all 10.0.0.0/8 scram-sha-256'],
    initSql: 'CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);',
    initSqlConfigMap: { name: 'setup', key: 'setup.sql' },
    pooler: { mode: 'transaction', instances: 2, maxClientConnections: 500 },
    synchronous: { number: 1 },
    tls: { only: true, serverCaSecret: 'own-ca', serverSecret: 'own-cert' },
    backup: {
      target: 'main',
      schedule: 'weekly on sunday at 03:30',
      retention: '8w',
      folder: 'shop-archive',
    },
  },
};

/** The part of the Prometheus operator's CRD that this test needs. */
const podMonitors = {
  metadata: { name: 'podmonitors.monitoring.coreos.com' },
  spec: {
    group: 'monitoring.coreos.com',
    scope: 'Namespaced',
    names: {
      plural: 'podmonitors',
      singular: 'podmonitor',
      kind: 'PodMonitor',
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
};

describeWithApiServer('create', ({ server, crd }) => {
  describeWithPart('PGSTAGE_CRD_DIR', 'and the Barman Cloud plugin', crds => {
    let provisioner: Provisioner;
    let live: CloudNativePgProvider[] = [];
    let targets = 0;
    const provider = (...args: Parameters<Provisioner['provider']>) => {
      live.push(provisioner.provider(...args));
      return live.at(-1)!;
    };

    beforeAll(async () => {
      provisioner = await Provisioner.start(
        server,
        [
          ...[...KINDS, 'imagecatalogs', 'clusterimagecatalogs'].map(crd),
          join(crds, 'barman-cloud-0.14-objectstores.yaml'),
        ],
        config,
      );
    });
    afterEach(async () => {
      await Promise.all(live.map(each => each.disconnect()));
      live = [];
    });

    it('writes everything that was requested, accepted by the CRDs', async () => {
      const database = await provider().create(
        provisioner.request('everything', { ...everything, taskId: 'task-1' }),
        actor,
      );
      expect(database).toMatchObject({
        database: 'shop',
        user: 'shopkeeper',
        spec: { version: '17', size: 'medium', protected: true },
        created: { by: actor.actor, taskId: 'task-1' },
      });
      const cluster = await provisioner.cluster('everything');
      expect(cluster.spec).toMatchObject({
        instances: 3,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:17-system-trixie',
        imagePullSecrets: [{ name: 'registry' }],
        storage: { size: '20Gi', storageClass: 'fast' },
        walStorage: { size: '5Gi' },
        resources: {
          requests: { cpu: '250m', memory: '1Gi' },
          limits: { cpu: '1', memory: '2Gi' },
        },
        affinity: {
          podAntiAffinityType: 'required',
          nodeSelector: { disk: 'ssd' },
        },
        priorityClassName: 'high',
        inheritedMetadata: { labels: { team: 'shop' } },
        bootstrap: {
          initdb: {
            database: 'shop',
            owner: 'shopkeeper',
            postInitApplicationSQL: [everything.options.initSql],
            postInitApplicationSQLRefs: {
              configMapRefs: [{ name: 'setup', key: 'setup.sql' }],
            },
          },
        },
        postgresql: {
          parameters: {
            max_connections: '200',
            shared_buffers: '256MB',
            // Makes the operator preload the library that the extension needs.
            'pg_stat_statements.max': '5000',
          },
          pg_hba: [
            'hostnossl all all all reject',
            'hostssl all all 10.0.0.0/8 scram-sha-256',
          ],
          synchronous: { method: 'any', number: 1 },
        },
        managed: {
          roles: [
            { name: 'shopkeeper', connectionLimit: 50 },
            { name: 'reporting', passwordSecret: { name: 'reporting' } },
          ],
        },
        certificates: { serverCASecret: 'own-ca', serverTLSSecret: 'own-cert' },
        plugins: [
          {
            name: 'barman-cloud.cloudnative-pg.io',
            isWALArchiver: true,
            parameters: {
              barmanObjectName: 'everything-backups',
              serverName: 'shop-archive',
            },
          },
        ],
      });
      const { objectStore, scheduledBackup, pooler } = namesOf('everything');
      expect(
        (await provisioner.get(resources.objectStores, objectStore))?.spec,
      ).toMatchObject({
        retentionPolicy: '8w',
        configuration: {
          destinationPath: 's3://backups/postgres/default',
          endpointURL: 'https://s3.example.com',
          endpointCA: { name: 's3-ca', key: 'ca.crt' },
          s3Credentials: { accessKeyId: { name: 's3', key: 'ACCESS_KEY_ID' } },
        },
        instanceSidecarConfiguration: {
          env: expect.arrayContaining([
            { name: 'AWS_DEFAULT_REGION', value: 'fra1' },
          ]),
        },
      });
      expect(
        (await provisioner.get(resources.scheduledBackups, scheduledBackup))
          ?.spec,
      ).toMatchObject({
        schedule: '0 30 3 * * 0',
        method: 'plugin',
      });
      expect(
        (await provisioner.get(resources.poolers, pooler))?.spec,
      ).toMatchObject({
        instances: 2,
        pgbouncer: {
          poolMode: 'transaction',
          parameters: { max_client_conn: '500' },
        },
      });
      const databases = await provisioner.admin.list(resources.databases);
      expect(databases.map(({ spec }) => spec)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'archive', owner: 'reporting' }),
          expect.objectContaining({ name: 'shop', owner: 'shopkeeper' }),
        ]),
      );
    });

    it('renders the same objects, with a kustomization', async () => {
      const { files } = await provider().render(
        provisioner.request('everything', everything),
      );
      const { resources: listed } = loadYaml<{ resources: string[] }>(
        files['kustomization.yaml'],
      );
      expect([...listed, 'kustomization.yaml'].sort()).toEqual(
        Object.keys(files).sort(),
      );
      const cluster = loadYaml<{
        spec: object;
        metadata: { annotations: Record<string, string> };
      }>(files['cluster-everything.yaml']);
      const written = await provisioner.cluster('everything');
      expect(written.spec).toMatchObject(cluster.spec);
      expect(recordOf(cluster.metadata.annotations)).toEqual({
        ...recordOf(written.metadata.annotations),
        created: undefined,
      });
      expect(Object.keys(files)).toHaveLength(7);
    });

    it('takes the image of a version from a catalog, with the secrets to pull it', async () => {
      const catalog = { kind: 'ImageCatalog', name: 'team' } as const;
      const create = (name: string, version: string, imageCatalog: object) =>
        provider().create(
          provisioner.request(name, {
            version,
            options: { imageCatalog, imagePullSecrets: ['registry', 'team'] },
          }),
          actor,
        );
      await expect(create('stocked', '17', catalog)).rejects.toMatchObject({
        issues: [
          {
            field: 'options.imageCatalog.name',
            rule: "requires the ImageCatalog 'team', which does not exist",
          },
        ],
      });
      await provisioner.admin.create(resources.imageCatalogs, {
        metadata: { namespace: 'default', name: 'team' },
        spec: { images: [{ major: 17, image: 'example.com/pg:17.6' }] },
      });
      await expect(create('stocked', '18', catalog)).rejects.toMatchObject({
        issues: [
          {
            field: 'version',
            rule: expect.stringMatching(/^must be one of 17: /),
          },
        ],
      });
      const everywhere = { ...catalog, kind: 'ClusterImageCatalog' };
      await expect(create('stocked', '17', everywhere)).rejects.toMatchObject({
        issues: [{ field: 'options.imageCatalog.name' }],
      });
      expect(
        await provisioner.get(resources.clusters, 'stocked'),
      ).toBeUndefined();

      const { ref } = await create('stocked', '17', catalog);
      const { spec } = await provisioner.cluster('stocked');
      expect(spec).toMatchObject({
        imageCatalogRef: {
          apiGroup: 'postgresql.cnpg.io',
          kind: 'ImageCatalog',
          name: 'team',
          major: 17,
        },
        imagePullSecrets: [{ name: 'registry' }, { name: 'team' }],
      });
      expect(spec).not.toHaveProperty('imageName');
      await expect(
        provider().change(ref, { version: '18' }, actor),
      ).rejects.toThrow();
    });

    it.each([
      [
        's3',
        { path: 's3://b/x' },
        { s3Credentials: { inheritFromIAMRole: true } },
      ],
      [
        's3',
        {
          path: 's3://b',
          endpoint: 'http://minio.example.com:9000',
          region: 'eu',
          credentials: {
            secret: 'minio',
            accessKeyId: 'id',
            secretAccessKey: 'key',
          },
        },
        {
          destinationPath: 's3://b/default',
          endpointURL: 'http://minio.example.com:9000',
          s3Credentials: {
            accessKeyId: { name: 'minio', key: 'id' },
            secretAccessKey: { name: 'minio', key: 'key' },
          },
        },
      ],
      [
        'gcs',
        { path: 'gs://b/x', credentials: { secret: 'gcs' } },
        {
          destinationPath: 'gs://b/x/default',
          googleCredentials: {
            applicationCredentials: { name: 'gcs', key: 'gcsCredentials' },
          },
        },
      ],
      [
        'gcs',
        { path: 'gs://b' },
        { googleCredentials: { gkeEnvironment: true } },
      ],
      [
        'azure',
        {
          path: 'https://a.blob.core.windows.net/b',
          credentials: {
            secret: 'az',
            storageAccount: 'account',
            storageSasToken: 'sas',
          },
        },
        {
          azureCredentials: {
            storageAccount: { name: 'az', key: 'account' },
            storageSasToken: { name: 'az', key: 'sas' },
          },
        },
      ],
      [
        'azure',
        { path: 'https://a.blob.core.windows.net/b' },
        { azureCredentials: { inheritFromAzureAD: true } },
      ],
    ])('backs up to %s as %j', async (type, target, configuration) => {
      const name = `target${(targets += 1)}`;
      await provider().create(
        provisioner.request(name, {
          options: { backup: { target: { type, ...target } } },
        }),
        actor,
      );
      const store = await provisioner.get(
        resources.objectStores,
        namesOf(name).objectStore,
      );
      expect(store?.spec).toMatchObject({
        retentionPolicy: '30d',
        configuration,
      });
    });

    it('backs up by volume snapshots, without an archive', async () => {
      const target = {
        type: 'volumeSnapshot',
        className: 'csi',
        walClassName: 'csi-wal',
      };
      await provider().create(
        provisioner.request('snapped', { options: { backup: { target } } }),
        actor,
      );
      const { spec } = await provisioner.cluster('snapped');
      expect(spec).toMatchObject({
        backup: {
          volumeSnapshot: { className: 'csi', walClassName: 'csi-wal' },
        },
      });
      expect(spec).not.toHaveProperty('plugins');
      const { objectStore, scheduledBackup } = namesOf('snapped');
      expect(
        await provisioner.get(resources.objectStores, objectStore),
      ).toBeUndefined();
      expect(
        (await provisioner.get(resources.scheduledBackups, scheduledBackup))
          ?.spec,
      ).toMatchObject({ method: 'volumeSnapshot' });
    });

    it('uses a new archive folder for a reused name, and the same one for a repeated request', async () => {
      const request = provisioner.request('phoenix', {
        options: { backup: { target: 'main' } },
      });
      const folder = async () => {
        const { spec } = await provisioner.cluster('phoenix');
        const [plugin] = (
          spec as { plugins: Array<{ parameters: { serverName: string } }> }
        ).plugins;
        return plugin.parameters.serverName;
      };
      await provider().create(request, actor);
      const first = await folder();
      expect(first).toMatch(/^phoenix-[0-9a-z]+-pg18$/);
      await provider().create(request, actor);
      expect(await folder()).toBe(first);
      // The folder was not requested, so it is no difference.
      await expect(
        provider().create({ ...request, instances: 2 }, actor),
      ).rejects.toMatchObject({ differences: [{ field: 'instances' }] });

      await provider().remove(provisioner.refOf('phoenix'), {}, actor);
      await provider().create(request, actor);
      expect(await folder()).toMatch(/^phoenix-[0-9a-z]+-pg18$/);
      expect(await folder()).not.toBe(first);
    });

    it('uses one archive for two concurrent requests', async () => {
      const request = provisioner.request('twins', {
        options: { backup: { target: 'main' }, pooler: {} },
      });
      const answers = await Promise.all(
        [provider(), provider()].map(each => each.create(request, actor)),
      );
      const { metadata, spec } = await provisioner.cluster('twins');
      const { backup } = recordOf(metadata.annotations).spec.options as {
        backup: { folder: string };
      };
      expect(backup.folder).toMatch(/^twins-/);
      expect(spec).toMatchObject({
        plugins: [{ parameters: { serverName: backup.folder } }],
      });
      // Both results have the record of the first write, without the folder.
      expect(answers[0].recordVersion).toBe(answers[1].recordVersion);
      answers.forEach(({ spec: { options } }) =>
        expect(options?.backup).not.toHaveProperty('folder'),
      );
    });

    it('refuses a credential target that the store does not support, before anything is written', async () => {
      await expect(
        provider().create(
          provisioner.request('lost', {
            options: { credentials: { cluster: 'elsewhere' } },
          }),
          actor,
        ),
      ).rejects.toMatchObject({
        issues: [
          { field: 'options.credentials.cluster', rule: 'must be one of test' },
        ],
      });
      expect(await provisioner.get(resources.clusters, 'lost')).toBeUndefined();
    });

    it('completes a create that was killed between two writes, by repeating or by reconciling', async () => {
      const parts = {
        options: { backup: { target: 'main' }, pooler: {} },
        extensions: ['citext'],
      };
      // ObjectStore, Cluster, ScheduledBackup, Pooler, Database.
      for (let writes = 0; writes < 5; writes += 1) {
        const name = `killed${writes}`;
        const request = provisioner.request(name, parts);
        const killed = provider(killedAfter(writes));
        await expect(killed.create(request, actor)).rejects.toThrow('killed');
        const exists =
          (await provisioner.get(resources.clusters, name)) !== undefined;
        expect(exists).toBe(writes >= 2);

        const restarted = provider();
        if (exists) await restarted.reconcile({});
        const database = await restarted.create(request, actor);
        expect(database.binding).toEqual(request.binding);
        const { objectStore, scheduledBackup, pooler } = namesOf(name);
        expect(
          await provisioner.get(resources.objectStores, objectStore),
        ).toBeDefined();
        expect(
          await provisioner.get(resources.scheduledBackups, scheduledBackup),
        ).toBeDefined();
        expect(await provisioner.get(resources.poolers, pooler)).toBeDefined();
        const databases = await provisioner.admin.list(resources.databases);
        expect(
          databases.filter(
            ({ spec }) =>
              (spec as { cluster: { name: string } }).cluster.name === name,
          ),
        ).toHaveLength(1);
      }
    });

    it('completes a half-created database by reconciling', async () => {
      const request = provisioner.request('half', { options: { pooler: {} } });
      await expect(
        provider(killedAfter(1)).create(request, actor),
      ).rejects.toThrow('killed');
      await provider().reconcile({});
      expect(
        await provisioner.get(resources.poolers, namesOf('half').pooler),
      ).toBeDefined();
    });

    it('names the field for a problem that only the cluster can detect, and writes nothing', async () => {
      await expect(
        provider().create(
          provisioner.request('astray', { location: 'test/missing' }),
          actor,
        ),
      ).rejects.toMatchObject({ issues: [{ field: 'location' }] });
      await expect(
        provider().create(
          provisioner.request('unseen', {
            options: { monitoring: true, backup: { target: 'main' } },
          }),
          actor,
        ),
      ).rejects.toMatchObject({
        issues: [
          {
            field: 'options.monitoring',
            rule: expect.stringContaining('Prometheus'),
          },
        ],
      });
      expect(
        await provisioner.get(resources.clusters, 'unseen'),
      ).toBeUndefined();
      expect(
        await provisioner.get(resources.objectStores, 'unseen-backups'),
      ).toBeUndefined();
    });

    it('creates a PodMonitor if Prometheus is installed, and removes it again', async () => {
      await provisioner.admin.create(
        {
          group: 'apiextensions.k8s.io',
          version: 'v1',
          plural: 'customresourcedefinitions',
          kind: 'CustomResourceDefinition',
        },
        podMonitors,
      );
      const monitored = provisioner.request('monitored', {
        options: { monitoring: true },
      });
      // A CRD is served some moments after its creation.
      await waitFor(async () => {
        expect(await provider().create(monitored, actor)).toBeDefined();
      });
      const monitor = () => provisioner.get(resources.podMonitors, 'monitored');
      expect((await monitor())?.spec).toMatchObject({
        selector: { matchLabels: { 'cnpg.io/cluster': 'monitored' } },
      });
      // The state that a backend leaves if it is killed before this write.
      await provisioner.admin.delete(
        resources.podMonitors,
        (await monitor())!.metadata,
      );
      await provider().reconcile({});
      expect(await monitor()).toBeDefined();
      await provider().remove(provisioner.refOf('monitored'), {}, actor);
      expect(await monitor()).toBeUndefined();
    });

    it('does not take over a part that belongs to another owner', async () => {
      await provisioner.admin.create(resources.poolers, {
        metadata: { namespace: 'default', name: 'taken-pgbouncer' },
        spec: { cluster: { name: 'other' }, pgbouncer: {} },
      });
      await expect(
        provider().create(
          provisioner.request('taken', { options: { pooler: {} } }),
          actor,
        ),
      ).rejects.toThrow(
        /Pooler 'default\/taken-pgbouncer' exists and does not belong/,
      );
      expect(
        await provisioner.get(resources.clusters, 'taken'),
      ).toBeUndefined();
    });
  });
});
