import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  describeWithApiServer,
  waitFor,
  apiPath,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  apiVersionOf,
  coreKinds,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { createReadyPod, instanceMetadata } from '../__testUtils__/instancePod';
import { actor, crdFiles, Provisioner } from '../__testUtils__/provisioner';
import type { CloudNativePgProvider } from '../CloudNativePgProvider';
import { BARMAN_SIDECAR, cnpgKinds, namesOf, resources } from '../model';

const config = {
  backupTargets: {
    main: { type: 's3', path: 's3://backups/postgres' },
    other: { type: 's3', path: 's3://other/postgres' },
  },
  credentialNamespaces: ['test/kube-public'],
};

interface Spec {
  instances: number;
  imageName: string;
  postgresql: { pg_hba: string[]; parameters: Record<string, string> };
  managed: { roles: Array<{ name: string; ensure: string }> };
  plugins: Array<{ parameters: { serverName: string } }>;
}

describeWithApiServer('day two', ({ server }) => {
  describeWithPart('PGSTAGE_CRD_DIR', 'and the Barman Cloud plugin', crds => {
    let provisioner: Provisioner;
    let provider: CloudNativePgProvider;
    let reported: Map<string, { credentials?: unknown }>;

    beforeAll(async () => {
      provisioner = await Provisioner.start(server, crdFiles(crds), config);
    });
    beforeEach(async () => {
      provider = provisioner.provider();
      reported = new Map();
      await provider.connect({
        upsert: database => reported.set(database.ref, database),
        remove: ref => reported.delete(ref),
        replaceAll: (_, databases) =>
          databases.forEach(database => reported.set(database.ref, database)),
        unreachable: () => {},
      });
    });
    afterEach(() => provider.disconnect());

    const create = async (name: string, spec: DatabaseSpec = {}) => {
      const { ref } = await provider.create(
        provisioner.request(name, spec),
        actor,
      );
      return ref;
    };
    const specOf = async (name: string) =>
      (await provisioner.cluster(name)).spec as unknown as Spec;
    const issuesOf = async (call: Promise<unknown>) => {
      const { issues } = await call.then(
        () => ({ issues: [] }),
        (error: { issues: Array<{ field: string }> }) => error,
      );
      return issues.map(({ field }) => field);
    };

    describe('change', () => {
      it('writes the differences, and keeps fields of other managers', async () => {
        const ref = await create('changing', {
          version: '17',
          roles: [{ name: 'reporting' }, { name: 'writing' }],
          options: {
            pgHba: ['host all all 10.0.0.0/8 scram-sha-256'],
            pooler: {},
          },
        });
        const { metadata, spec } = await provisioner.cluster('changing');
        const hba = (spec as unknown as Spec).postgresql.pg_hba;
        await provisioner.admin.patch(resources.clusters, metadata, {
          spec: {
            postgresql: { pg_hba: [...hba, 'host all by_hand all md5'] },
            logLevel: 'debug',
          },
        });
        const changed = await provider.change(
          ref,
          {
            instances: 2,
            storage: '4Gi',
            roles: [{ name: 'reporting', createdb: true }],
            options: {
              parameters: { work_mem: '8MB' },
              pgHba: ['host all all 10.1.0.0/16 scram-sha-256'],
              pooler: null,
            },
          },
          actor,
        );
        expect(changed.spec).toMatchObject({ instances: 2, storage: '4Gi' });
        expect(changed.spec.options).not.toHaveProperty('pooler');
        const after = await specOf('changing');
        expect(after).toMatchObject({
          logLevel: 'debug',
          storage: { size: '4Gi' },
        });
        expect(after.postgresql.pg_hba).toEqual([
          'host all all 10.1.0.0/16 scram-sha-256',
          'host all by_hand all md5',
        ]);
        // If it were only omitted, the operator would keep the role.
        expect(
          after.managed.roles.map(({ name, ensure }) => [name, ensure]),
        ).toEqual([
          ['reporting', 'present'],
          ['writing', 'absent'],
        ]);
        expect(
          await provisioner.get(resources.poolers, namesOf('changing').pooler),
        ).toBeUndefined();
      });

      it('does not take over a field of another manager', async () => {
        const ref = await create('shared', { instances: 3 });
        const { metadata } = await provisioner.cluster('shared');
        const setAs = (
          query: Record<string, string>,
          contentType: string,
          spec: {},
        ) =>
          server.admin().json({
            method: 'PATCH',
            path: apiPath(resources.clusters, metadata),
            query,
            contentType,
            body: {
              apiVersion: apiVersionOf(resources.clusters),
              kind: resources.clusters.kind,
              spec,
            },
          });
        const change = (instances: number) =>
          provider.change(ref, { instances }, actor);

        await setAs(
          { fieldManager: 'kubectl-edit' },
          'application/merge-patch+json',
          { instances: 5 },
        );
        await expect(change(2)).rejects.toMatchObject({
          name: 'ConflictError',
          differences: [
            {
              field: 'spec.instances',
              existing: "5, set by 'kubectl-edit'",
              requested: '2',
            },
          ],
        });
        await change(5);
        await change(2);
        expect(await specOf('shared')).toMatchObject({ instances: 2 });

        await setAs(
          { fieldManager: 'terraform', force: 'true' },
          'application/apply-patch+yaml',
          { instances: 4 },
        );
        await change(4);
        await expect(change(3)).rejects.toThrow(
          /also managed by terraform; change it there/,
        );
        expect(await specOf('shared')).toMatchObject({ instances: 4 });
      });

      it('adds backups, and further databases whose removal drops the data', async () => {
        const ref = await create('growing');
        await provider.change(
          ref,
          {
            databases: [{ name: 'archive' }],
            options: { backup: { target: 'main' } },
          },
          actor,
        );
        const { objectStore, scheduledBackup } = namesOf('growing');
        expect(
          await provisioner.get(resources.objectStores, objectStore),
        ).toBeDefined();
        expect(
          (await provisioner.get(resources.scheduledBackups, scheduledBackup))
            ?.spec,
        ).toMatchObject({
          schedule: '0 0 2 * * *',
        });
        await provider.change(
          ref,
          { options: { backup: { target: 'main', schedule: 'hourly' } } },
          actor,
        );
        expect(
          (await provisioner.get(resources.scheduledBackups, scheduledBackup))
            ?.spec,
        ).toMatchObject({
          schedule: '0 0 * * * *',
        });
        // The operator sets the finalizer and drops the database first.
        const [archive] = await provisioner.admin.list(resources.databases);
        await provisioner.admin.patch(resources.databases, archive.metadata, {
          metadata: { finalizers: ['test/keeps'] },
        });
        await provider.change(ref, { databases: [] }, actor);
        const dropped = await provisioner.get(
          resources.databases,
          archive.metadata.name,
        );
        expect(dropped?.spec).toMatchObject({
          databaseReclaimPolicy: 'delete',
        });
        expect(dropped?.metadata.deletionTimestamp).toBeDefined();
        await provisioner.admin.patch(resources.databases, archive.metadata, {
          metadata: { finalizers: null },
        });
      });

      it('does not change a schedule that it has written and not observed yet', async () => {
        const ref = await create('unseen');
        const seen = jest
          .spyOn(cnpgKinds.scheduledBackups, 'transform')
          .mockReturnValue({ cluster: '' } as never);
        const backup = { target: 'main' };
        await provider.change(ref, { options: { backup } }, actor);
        const schedule = () =>
          provisioner.get(
            resources.scheduledBackups,
            namesOf('unseen').scheduledBackup,
          );
        const { uid } = (await schedule())!.metadata;
        await provider.reconcile({});
        seen.mockRestore();
        expect((await schedule())?.metadata.uid).toBe(uid);
      });

      it.each(['an observation', 'the next reconcile'])(
        'starts backups of a running database when the plugin is in every instance, by %s',
        async by => {
          const name = by === 'an observation' ? 'late' : 'later';
          const ref = await create(name);
          await provisioner.makeUsable(name, 'secret');
          await waitFor(async () =>
            expect(reported.get(ref)).toMatchObject({
              usable: { value: true },
            }),
          );
          const schedule = () =>
            provisioner.get(
              resources.scheduledBackups,
              namesOf(name).scheduledBackup,
            );
          const backup = { target: 'main' };
          const changed = await provider.change(
            ref,
            { options: { backup } },
            actor,
          );
          expect(changed.status).toMatchObject({ state: 'changing' });
          expect(changed.operations.backup).toMatchObject({ supported: false });
          await expect(provider.createBackup(ref, {}, actor)).rejects.toThrow(
            /does not have the backup plugin yet/,
          );
          await provider.reconcile({});
          expect(await schedule()).toBeUndefined();

          // A restart of Backstage loses both the observation and the follow-up.
          if (by === 'the next reconcile') await provider.disconnect();
          const pod = instanceMetadata(
            { namespace: Provisioner.namespace, name },
            `${name}-1`,
            'primary',
          );
          await provisioner.admin.delete(coreKinds.pods, pod);
          await createReadyPod(provisioner.admin, pod, [BARMAN_SIDECAR]);
          if (by === 'the next reconcile') {
            provider = provisioner.provider();
            await provider.reconcile({});
          }
          await waitFor(async () =>
            expect(await schedule()).toMatchObject({
              spec: { immediate: true },
            }),
          );
        },
      );

      it('keeps the archive while its target is unchanged, and never returns to an old one', async () => {
        const ref = await create('archived', {
          version: '17',
          options: { backup: { target: 'main' } },
        });
        const folder = async () =>
          (await specOf('archived')).plugins?.[0].parameters.serverName;
        const backup = async (options: object | null) => {
          await provider.change(ref, { options: { backup: options } }, actor);
          return folder();
        };
        const first = await folder();
        expect(first).toMatch(/^archived-[0-9a-z]+-pg17$/);
        expect(await backup({ target: 'main', schedule: 'hourly' })).toBe(
          first,
        );
        expect(await backup({ enabled: false })).toBeUndefined();
        const second = await backup({ target: 'main' });
        const schedule = () =>
          provisioner.get(
            resources.scheduledBackups,
            namesOf('archived').scheduledBackup,
          );
        const { uid } = (await schedule())!.metadata;
        expect(await backup({ target: 'other' })).not.toBe(second);
        // Recreated by an observation, so that the new archive gets its first backup.
        await waitFor(async () => {
          const found = await schedule();
          expect(found).toBeDefined();
          expect(found?.metadata.uid).not.toBe(uid);
        });
        expect(second).toMatch(/^archived-[0-9a-z]+-pg17$/);
        expect(second).not.toBe(first);
        expect(await backup(null)).toBeUndefined();
        expect(await backup({ target: 'main', folder: 'chosen' })).toBe(
          'chosen',
        );
      });

      it('refuses impossible changes, by field', async () => {
        const ref = await create('firm', {
          version: '17',
          options: { walStorage: { size: '2Gi' } },
        });
        const before = await provisioner.cluster('firm');
        const refused = (change: DatabaseSpec) =>
          issuesOf(provider.change(ref, change, actor));
        expect(await refused({ storage: '500Mi' })).toEqual(['storage']);
        expect(await refused({ version: '16' })).toEqual(['version']);
        expect(await refused({ size: 'huge' })).toEqual(['size']);
        expect(
          await refused({ options: { walStorage: { size: '1Gi' } } }),
        ).toEqual(['options.walStorage.size']);
        expect(await refused({ options: { walStorage: null } })).toEqual([
          'options.walStorage',
        ]);
        expect(await refused({ options: { initSql: 'SELECT 1' } })).toEqual([
          'options.initSql',
        ]);
        expect(
          await refused({ options: { synchronous: { number: 1 } } }),
        ).toEqual(['options.synchronous.number']);
        expect(
          (await provisioner.cluster('firm')).metadata.resourceVersion,
        ).toBe(before.metadata.resourceVersion);
      });

      it('upgrades a major version only if all preconditions are met, into a separate archive', async () => {
        const ref = await create('aging', {
          version: '17',
          options: { backup: { target: 'main' } },
        });
        await expect(
          provider.change(ref, { version: '18' }, actor),
        ).rejects.toThrow(
          /cannot be upgraded from 17 to 18 now: .*instances are ready\. .*No backup of PostgreSQL 17 has finished/,
        );
        const before = await specOf('aging');
        await provisioner.makeUsable('aging', 'pw');
        const { metadata } = await provisioner.cluster('aging');
        const { namespace } = metadata;
        const backup = { namespace, name: 'aging-backup' };
        await provisioner.admin.create(resources.backups, {
          metadata: backup,
          spec: {
            cluster: { name: 'aging' },
            method: 'plugin',
            pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
          },
        });
        await provisioner.admin.patch(
          resources.backups,
          backup,
          {
            status: {
              phase: 'completed',
              startedAt: '2026-01-01T00:00:00Z',
              stoppedAt: '2026-01-01T00:01:00Z',
            },
          },
          { subresource: 'status' },
        );
        await waitFor(async () => {
          const changed = await provider.change(ref, { version: '18' }, actor);
          expect(changed.spec.version).toBe('18');
        });
        const spec = await specOf('aging');
        expect(spec.imageName).toContain(':18');
        expect(spec.plugins[0].parameters.serverName).toBe(
          before.plugins[0].parameters.serverName.replace('-pg17', '-pg18'),
        );
      });

      it('never changes a GitOps-managed database, and reports where to change it', async () => {
        const { binding } = provisioner.request('declared');
        const declare = (name: string, annotations = {}) =>
          provisioner.admin.create(resources.clusters, {
            metadata: {
              namespace: 'default',
              name,
              annotations,
              labels: {
                'kustomize.toolkit.fluxcd.io/name': 'apps',
                'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
              },
            },
            spec: { instances: 1, storage: { size: '1Gi' } },
          });
        await declare('unbound');
        await expect(
          provider.bind(provisioner.refOf('unbound'), binding, {
            ...actor,
            adopt: true,
          }),
        ).rejects.toThrow(
          /managed by Flux.*Git repository[^]*pgstage\.io\/binding: '{"resourceRef"/,
        );
        await declare('declared', {
          'pgstage.io/binding': JSON.stringify(binding),
        });
        const { metadata } = await provisioner.cluster('declared');
        const ref = provisioner.refOf('declared');
        for (const call of [
          () => provider.change(ref, { instances: 2 }, actor),
          () => provider.remove(ref, { force: true }, actor),
        ]) {
          await expect(call()).rejects.toThrow(
            /managed by Flux.*Kustomization 'flux-system\/apps'/,
          );
        }
        await provider.reconcile({});
        expect(
          (await provisioner.cluster('declared')).metadata.resourceVersion,
        ).toBe(metadata.resourceVersion);
      });

      it('drops extensions, and never the database that had them', async () => {
        const ref = await create('extended', {
          extensions: ['citext', 'hstore'],
        });
        await provider.change(ref, { extensions: [] }, actor);
        const declared = (
          await provisioner.admin.list(resources.databases)
        ).find(({ spec }) => (spec as { name: string }).name === 'extended');
        expect(declared?.metadata.deletionTimestamp).toBeUndefined();
        expect(declared?.spec).toMatchObject({
          databaseReclaimPolicy: 'retain',
          extensions: [
            { name: 'citext', ensure: 'absent' },
            { name: 'hstore', ensure: 'absent' },
          ],
        });
        await provider.change(ref, { extensions: ['hstore'] }, actor);
        const again = await provisioner.get(
          resources.databases,
          declared!.metadata.name,
        );
        expect(again?.spec).toMatchObject({
          extensions: expect.arrayContaining([
            { name: 'hstore', ensure: 'present' },
          ]),
        });
      });

      it('changes only the requested field of an adopted database', async () => {
        await provisioner.admin.create(resources.clusters, {
          metadata: { namespace: 'default', name: 'found' },
          spec: {
            instances: 1,
            storage: { size: '1Gi' },
            imageName: 'example.com/pg:17.2',
            managed: { roles: [{ name: 'theirs', ensure: 'present' }] },
          },
        });
        const ref = provisioner.refOf('found');
        const { binding } = provisioner.request('found');
        const adopted = await provider.bind(ref, binding, {
          ...actor,
          adopt: true,
        });
        expect(adopted.spec).toMatchObject({
          version: '17',
          instances: 1,
          storage: '1Gi',
        });
        await provider.change(
          ref,
          { instances: 2, roles: [{ name: 'ours' }] },
          actor,
        );
        const spec = await specOf('found');
        expect(spec).toMatchObject({
          instances: 2,
          imageName: 'example.com/pg:17.2',
        });
        expect(spec).not.toHaveProperty('resources.limits');
        expect(spec.managed.roles.map(({ name }) => name)).toEqual([
          'ours',
          'theirs',
        ]);
      });
    });

    it('stores the login once the operator has created it, and reconciles it later', async () => {
      const ref = await create('served', {
        options: { credentials: { namespace: 'kube-public' } },
      });
      await provider.reconcile({});
      expect(reported.get(ref)?.credentials).toBeUndefined();
      await provisioner.makeUsable('served', 'first');
      await waitFor(() =>
        expect(reported.get(ref)?.credentials).toMatchObject({
          store: 'kubernetes',
        }),
      );
      const id = { namespace: 'kube-public', name: 'served-postgres' };
      const stored = async () => {
        const { PGPASSWORD } = (
          await provisioner.admin.get(coreKinds.secrets, id)
        )?.data as Record<string, string>;
        return Buffer.from(PGPASSWORD, 'base64').toString();
      };
      expect(await stored()).toBe('first');
      expect(
        (await provisioner.admin.get(coreKinds.configMaps, id))?.data,
      ).toEqual({
        PGHOST: 'served-rw.default.svc',
        PGPORT: '5432',
        PGDATABASE: 'served',
        PGSSLMODE: 'require',
      });

      // The Secret of the operator is changed outside pgstage.
      await provisioner.admin.patch(
        coreKinds.secrets,
        { namespace: 'default', name: 'served-app' },
        { stringData: { password: 'second' } },
      );
      await provider.reconcile({});
      expect(await stored()).toBe('second');

      await provider.remove(ref, {}, actor);
      expect(
        await provisioner.admin.get(coreKinds.secrets, id),
      ).toBeUndefined();
    });

    it('does not use a leftover login of an earlier database of the same name', async () => {
      const ref = await create('reborn');
      const { metadata } = await provisioner.cluster('reborn');
      const secret = { namespace: 'default', name: 'reborn-app' };
      const stored = { namespace: 'default', name: 'reborn-postgres' };
      await provisioner.createLogin('reborn', 'old', 'uid-of-the-removed-one');
      await waitFor(() => expect(reported.has(ref)).toBe(true));
      await provider.reconcile({});
      expect(
        await provisioner.admin.get(coreKinds.secrets, stored),
      ).toBeUndefined();

      await provisioner.admin.delete(coreKinds.secrets, secret);
      await provisioner.createLogin('reborn', 'new', metadata.uid!);
      await provider.reconcile({});
      const { PGPASSWORD } = (
        await provisioner.admin.get(coreKinds.secrets, stored)
      )?.data as Record<string, string>;
      expect(Buffer.from(PGPASSWORD, 'base64').toString()).toBe('new');
    });

    it('retains parts that GitOps manages, and deletes the others', async () => {
      const ref = provisioner.refOf('pruned');
      const part = (name: string, labels = {}) =>
        provisioner.admin.create(resources.poolers, {
          metadata: {
            namespace: 'default',
            name,
            labels: { 'app.kubernetes.io/managed-by': 'pgstage', ...labels },
            annotations: { 'pgstage.io/part-of': ref },
          },
          spec: { cluster: { name: 'pruned' }, pgbouncer: {} },
        });
      await part('pruned-a', {
        'kustomize.toolkit.fluxcd.io/name': 'apps',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
      });
      await part('pruned-b');
      await provider.remove(ref, {}, actor);
      expect(
        await provisioner.get(resources.poolers, 'pruned-a'),
      ).toBeDefined();
      expect(
        await provisioner.get(resources.poolers, 'pruned-b'),
      ).toBeUndefined();
    });

    it('removes everything, and the ObjectStore of the archive only after the last instance', async () => {
      const ref = await create('leaving', {
        extensions: ['citext'],
        protected: true,
        options: { backup: { target: 'main' }, pooler: {} },
      });
      await expect(provider.remove(ref, {}, actor)).rejects.toThrow(
        /protected/,
      );
      await provider.createBackup(ref, {}, actor);
      await provisioner.admin.create(resources.backups, {
        metadata: { namespace: 'default', name: 'by-hand' },
        spec: { cluster: { name: 'leaving' }, method: 'plugin' },
      });
      await waitFor(() =>
        expect(reported.get(ref)).toMatchObject({
          operations: {
            remove: {
              reason: {
                text: expect.stringMatching(
                  /What is retained.*Backup objects by-hand,/,
                ),
              },
            },
          },
        }),
      );
      const { metadata } = await provisioner.cluster('leaving');
      await provisioner.admin.patch(resources.clusters, metadata, {
        metadata: { finalizers: ['test/keeps'] },
      });
      await provider.remove(ref, { force: true }, actor);
      const { objectStore, scheduledBackup, pooler } = namesOf('leaving');
      expect(
        (await provisioner.cluster('leaving')).metadata.deletionTimestamp,
      ).toBeDefined();
      expect(
        await provisioner.get(resources.scheduledBackups, scheduledBackup),
      ).toBeUndefined();
      expect(await provisioner.get(resources.poolers, pooler)).toBeUndefined();
      expect(
        await provisioner.get(resources.objectStores, objectStore),
      ).toBeDefined();
      await expect(create('leaving')).rejects.toThrow(/is being removed/);

      await provisioner.admin.patch(resources.clusters, metadata, {
        metadata: { finalizers: null },
      });
      await waitFor(async () =>
        expect(
          await provisioner.get(resources.objectStores, objectStore),
        ).toBeUndefined(),
      );
      expect(reported.has(ref)).toBe(false);
      const backups = await provisioner.admin.list(resources.backups);
      const names = backups.map(({ metadata: { name } }) => name);
      expect(names.filter(name => !name.startsWith('aging'))).toEqual([
        'by-hand',
      ]);
    });
  });
});
