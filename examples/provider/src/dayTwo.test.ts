import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Database,
  DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderConnection,
} from '@pgstage/backstage-plugin-postgres-node';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  jobKinds,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { TestEnvironment } from './__testUtils__/TestEnvironment';
import { resources } from './acorns';

// An API server is slow to start.
jest.setTimeout(120_000);

const actor = { actor: 'user:default/ada' };
const namespace = 'default';
const claim = (value: boolean | null) => expect.objectContaining({ value });

it('has at most 400 lines without its CRDs and tests', () => {
  const files = readdirSync(__dirname).filter(
    name => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const lines = files.map(
    name => readFileSync(join(__dirname, name), 'utf8').split('\n').length - 1,
  );
  expect(files).toContain('rules.ts');
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(400);
});

describeWithPart(
  'KUBEBUILDER_ASSETS',
  'provider acorn with its operator',
  () => {
    let environment: TestEnvironment;
    let provider: PostgresProvider;
    const listed = new Map<string, Database>();
    const connection: ProviderConnection = {
      upsert: database => listed.set(database.ref, database),
      remove: ref => listed.delete(ref),
      replaceAll: (_, all) => all.forEach(each => listed.set(each.ref, each)),
      unreachable: () => undefined,
    };

    beforeAll(async () => {
      environment = await TestEnvironment.start();
      provider = environment.provider();
      await provider.connect(connection);
    });
    afterAll(async () => {
      await provider?.disconnect();
      await environment?.stop();
    });

    const until = async (ref: string, expected: Partial<Database>) => {
      await waitFor(() => expect(listed.get(ref)).toMatchObject(expected));
      return listed.get(ref)!;
    };
    const working = { status: expect.objectContaining({ state: 'working' }) };
    const acorn = (name: string) =>
      environment.admin.get(resources.acorns, { namespace, name });

    it('creates a working database, stores its login and runs its SQL in a Job', async () => {
      const { ref } = await provider.create(
        environment.request('orders', {
          instances: 2,
          extensions: ['citext'],
          options: { initSqlAsOwner: 'CREATE TABLE t ()' },
        }),
        actor,
      );
      const database = await until(ref, { ...working, usable: claim(true) });
      expect(database).toMatchObject({
        safe: claim(false),
        serverVersion: '18.1',
        credentials: { secretRef: expect.stringContaining('orders') },
        summary: { instances: { total: 2, working: 2 } },
        attention: [{ id: 'no-backup' }],
      });
      const open = database.steps.filter(({ state }) => state !== 'done');
      expect(open).toMatchObject([{ id: 'backup', state: 'pending' }]);
      const jobs = await environment.admin.list(jobKinds.jobs, { namespace });
      expect(jobs.map(({ metadata }) => metadata.name)).toEqual([
        expect.stringMatching(/^orders-init-sql-/),
      ]);
    });

    it('creates further roles and databases, and refuses role fields that Acorn does not support', async () => {
      const roles = [{ name: 'reporting', login: true }];
      const databases = [{ name: 'reports', owner: 'reporting' }];
      const request = environment.request('rich', { roles, databases });
      const { ref } = await provider.create(request, actor);
      const { spec, steps } = await until(ref, { usable: claim(true) });
      expect(spec).toMatchObject({ roles, databases });
      expect((await acorn('rich'))?.spec).toMatchObject({ roles, databases });
      const created = (what: string, names: string) =>
        expect.objectContaining({
          id: `kubernetes.${what}`,
          params: { names },
        });
      expect(steps.map(({ title }) => title)).toEqual(
        expect.arrayContaining([
          created('roles', 'reporting'),
          created('databases', 'reports'),
        ]),
      );
      const issuesOf = (input: Partial<DatabaseSpec>) =>
        provider
          .create(environment.request('poor', input), actor)
          .catch(error => error.issues);
      const inRoles = ['pg_execute_server_program'];
      expect(await issuesOf({ roles: [{ name: 'a', inRoles }] })).toMatchObject(
        [{ field: 'roles.0.inRoles' }],
      );
      expect(await issuesOf({ roles: [{ name: 'poor' }] })).toMatchObject([
        { field: 'roles.0.name' },
      ]);
      const owner = 'nobody';
      expect(
        await issuesOf({ databases: [{ name: 'a', owner }] }),
      ).toMatchObject([{ field: 'databases.0.owner' }]);
    });

    it('is not usable before the operator has reported a login and a primary', async () => {
      const planned = await provider.create(environment.request('later'), {
        ...actor,
        dryRun: true,
      });
      expect(planned).toMatchObject({ usable: claim(null), safe: claim(null) });
      expect(await acorn('later')).toBeUndefined();
    });

    it('backs up, and restores into a new database', async () => {
      const source = (await provider.create(environment.request('shop'), actor))
        .ref;
      await until(source, working);
      const request = {
        name: 'shop-copy',
        binding: environment.request('shop-copy').binding,
      };
      await expect(provider.restore!(source, request, actor)).rejects.toThrow(
        'There is no finished backup to restore from',
      );
      const backup = await provider.createBackup!(source, {}, actor);
      const { lastGoodBackupAt } = (await until(source, { safe: claim(true) }))
        .summary;
      expect(lastGoodBackupAt).toEqual(expect.any(String));
      expect(await provider.listBackups!(source)).toMatchObject({
        backups: [{ id: backup.id, status: 'finished', sizeBytes: 4096 }],
        restore: { supported: true },
      });

      const { ref } = await provider.restore!(source, request, actor);
      expect((await acorn('shop-copy'))?.spec).toMatchObject({
        fromBackup: backup.id,
        database: 'shop',
        owner: 'shop',
      });
      expect(await until(ref, working)).toMatchObject({
        database: 'shop',
        safe: claim(false),
        binding: request.binding,
      });
      const again = await provider.restore!(source, request, actor);
      expect(again.ref).toBe(ref);
    });

    it('switches over only to a standby that has caught up', async () => {
      const { ref } = await provider.create(
        environment.request('wide', { instances: 3 }),
        actor,
      );
      await until(ref, working);
      const switchover = (instance: string) =>
        provider.switchover!(ref, { instance }, actor);
      await expect(switchover('wide-9')).rejects.toThrow(
        'instance must be one of the instances wide-0, wide-1, wide-2',
      );
      await expect(switchover('wide-0')).rejects.toThrow('already the primary');
      await switchover('wide-2');
      await waitFor(async () => {
        const { instances } = await provider.health!(ref);
        expect(instances.find(({ role }) => role === 'primary')?.name).toBe(
          'wide-2',
        );
      });
    });

    it('reports the problem if the primary is down', async () => {
      const { ref } = await provider.create(environment.request('sad'), actor);
      await until(ref, working);
      await environment.admin.patch(
        coreKinds.pods,
        { namespace, name: 'sad-0' },
        { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
        { subresource: 'status' },
      );
      const database = await until(ref, { usable: claim(false) });
      expect(database.status.state).not.toBe('working');
      await until(ref, {
        status: expect.objectContaining({
          state: 'attention',
          reason: expect.objectContaining({
            id: 'kubernetes.primaryNotReady',
            params: { name: 'sad-0' },
          }),
        }),
      });
    });

    it('removes a database with its backups', async () => {
      const { ref } = await provider.create(environment.request('gone'), actor);
      await until(ref, working);
      const { id } = await provider.createBackup!(ref, {}, actor);
      await until(ref, { safe: claim(true) });
      await provider.remove!(ref, {}, actor);
      await waitFor(async () => {
        expect(listed.has(ref)).toBe(false);
        expect(
          await environment.admin.get(resources.backups, {
            namespace,
            name: id,
          }),
        ).toBeUndefined();
      });
    });
  },
);
