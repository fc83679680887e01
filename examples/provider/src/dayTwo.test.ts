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

// An API server takes its time.
jest.setTimeout(120_000);

const actor = { actor: 'user:default/ada' };
const namespace = 'default';
const claim = (value: boolean | null) => expect.objectContaining({ value });

it('takes at most 400 lines beside its CRDs and its tests', () => {
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
    let stage: TestEnvironment;
    let provider: PostgresProvider;
    const seen = new Map<string, Database>();
    const connection: ProviderConnection = {
      upsert: database => seen.set(database.ref, database),
      remove: ref => seen.delete(ref),
      replaceAll: (_, all) => all.forEach(each => seen.set(each.ref, each)),
      unreachable: () => undefined,
    };

    beforeAll(async () => {
      stage = await TestEnvironment.start();
      provider = stage.provider();
      await provider.connect(connection);
    });
    afterAll(async () => {
      await provider?.disconnect();
      await stage?.stop();
    });

    const until = async (ref: string, expected: Partial<Database>) => {
      await waitFor(() => expect(seen.get(ref)).toMatchObject(expected));
      return seen.get(ref)!;
    };
    const working = { status: expect.objectContaining({ state: 'working' }) };
    const acorn = (name: string) =>
      stage.admin.get(resources.acorns, { namespace, name });

    it('makes a database that works, with its login stored and its SQL run by a Job', async () => {
      const { ref } = await provider.create(
        stage.request('orders', {
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
      const jobs = await stage.admin.list(jobKinds.jobs, { namespace });
      expect(jobs.map(({ metadata }) => metadata.name)).toEqual([
        expect.stringMatching(/^orders-init-sql-/),
      ]);
    });

    it('makes roles and databases beside the first, and no more of a role than Acorn can', async () => {
      const roles = [{ name: 'reporting', login: true }];
      const databases = [{ name: 'reports', owner: 'reporting' }];
      const request = stage.request('rich', { roles, databases });
      const { ref } = await provider.create(request, actor);
      const { spec, steps } = await until(ref, { usable: claim(true) });
      expect(spec).toMatchObject({ roles, databases });
      expect((await acorn('rich'))?.spec).toMatchObject({ roles, databases });
      expect(steps.map(({ title }) => title)).toEqual(
        expect.arrayContaining(['Roles: reporting', 'Databases: reports']),
      );
      const issuesOf = (asked: Partial<DatabaseSpec>) =>
        provider
          .create(stage.request('poor', asked), actor)
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

    it('is not usable before the operator has told of a login and a primary', async () => {
      const planned = await provider.create(stage.request('later'), {
        ...actor,
        dryRun: true,
      });
      expect(planned).toMatchObject({ usable: claim(null), safe: claim(null) });
      expect(await acorn('later')).toBeUndefined();
    });

    it('backs up, and restores into a database of its own', async () => {
      const source = (await provider.create(stage.request('shop'), actor)).ref;
      await until(source, working);
      const request = {
        name: 'shop-copy',
        binding: stage.request('shop-copy').binding,
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

    it('switches over to a standby that has caught up, and to no other', async () => {
      const { ref } = await provider.create(
        stage.request('wide', { instances: 3 }),
        actor,
      );
      await until(ref, working);
      const switchover = (instance: string) =>
        provider.switchover!(ref, { instance }, actor);
      await expect(switchover('wide-9')).rejects.toThrow(
        'instance must be one of the instances wide-0, wide-1, wide-2',
      );
      await expect(switchover('wide-0')).rejects.toThrow('the primary already');
      await switchover('wide-2');
      await waitFor(async () => {
        const { instances } = await provider.health!(ref);
        expect(instances.find(({ role }) => role === 'primary')?.name).toBe(
          'wide-2',
        );
      });
    });

    it('says what stands against it where a primary is down', async () => {
      const { ref } = await provider.create(stage.request('sad'), actor);
      await until(ref, working);
      await stage.admin.patch(
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
          reason: 'The primary sad-0 is not ready',
        }),
      });
    });

    it('removes a database with its backups', async () => {
      const { ref } = await provider.create(stage.request('gone'), actor);
      await until(ref, working);
      const { id } = await provider.createBackup!(ref, {}, actor);
      await until(ref, { safe: claim(true) });
      await provider.remove!(ref, {}, actor);
      await waitFor(async () => {
        expect(seen.has(ref)).toBe(false);
        expect(
          await stage.admin.get(resources.backups, { namespace, name: id }),
        ).toBeUndefined();
      });
    });
  },
);
