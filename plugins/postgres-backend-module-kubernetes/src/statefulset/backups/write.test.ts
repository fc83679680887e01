import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ApiServer,
  finishJob,
  killedAfter,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { actor, TestEnvironment } from '../__testUtils__/TestEnvironment';
import { labels, namesOf, resources } from '../model';

jest.setTimeout(180_000);

describeWithPart('KUBEBUILDER_ASSETS', 'backups on an API server', () => {
  const server = new ApiServer();
  let environment: TestEnvironment;

  beforeAll(async () => {
    await server.start();
    environment = await TestEnvironment.start(server, { storageClass: 'fast' });
    await server.admin().json({
      method: 'POST',
      path: '/apis/storage.k8s.io/v1/storageclasses',
      body: {
        metadata: { name: 'fast' },
        provisioner: 'example.com/fast',
        allowVolumeExpansion: true,
      },
    });
  });
  afterAll(() => server.exit());

  const withBackups = { version: '17', options: { backup: {} } };
  const partsOf = async (name: string) => {
    const kinds = [resources.cronJobs, resources.persistentVolumeClaims];
    const all = await Promise.all(
      kinds.map(kind => environment.backupsOf(kind, name)),
    );
    return all.map(({ length }) => length);
  };
  const specOf = async (
    kind: 'cronJobs' | 'persistentVolumeClaims',
    name: string,
  ) => (await environment.get(resources[kind], namesOf(name).backup))?.spec;

  it('creates no backups unless they are requested or configured', async () => {
    const provider = environment.provider();
    await provider.create(environment.request('without'), actor);
    expect(await partsOf('without')).toEqual([0, 0]);
    const configured = environment.provider(undefined, {
      backup: { enabled: true, schedule: 'hourly' },
    });
    await configured.create(environment.request('configured'), actor);
    expect(await specOf('cronJobs', 'configured')).toMatchObject({
      schedule: '0 * * * *',
      concurrencyPolicy: 'Forbid',
    });
    // A later default does not change existing databases.
    await configured.reconcile({});
    expect(await partsOf('without')).toEqual([0, 0]);
    await provider.disconnect();
    await configured.disconnect();
  });

  it('changes the schedule, turns backups off without removing them, and on again', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('changed', withBackups),
      actor,
    );
    // As the controller does.
    await environment.admin.patch(
      resources.persistentVolumeClaims,
      { namespace: 'default', name: namesOf('changed').backup },
      { status: { phase: 'Bound', capacity: { storage: '1Gi' } } },
      { subresource: 'status' },
    );
    await provider.change(
      ref,
      { options: { backup: { schedule: 'daily at 04:30', storage: '5Gi' } } },
      actor,
    );
    expect(await specOf('cronJobs', 'changed')).toMatchObject({
      schedule: '30 4 * * *',
    });
    await provider.change(
      ref,
      { options: { backup: { enabled: false } } },
      actor,
    );
    expect(await partsOf('changed')).toEqual([0, 1]);
    await provider.reconcile({});
    expect(await partsOf('changed')).toEqual([0, 1]);
    await provider.change(ref, { options: { backup: {} } }, actor);
    expect(await specOf('persistentVolumeClaims', 'changed')).toMatchObject({
      resources: { requests: { storage: '5Gi' } },
    });
    await expect(
      provider.change(ref, { options: { backup: { storage: '1Gi' } } }, actor),
    ).rejects.toMatchObject({
      issues: [{ field: 'options.backup.storage' }],
    });
    await provider.disconnect();
  });

  it('completes changes of the schedule that were interrupted', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('halfway', withBackups),
      actor,
    );
    /** Changes the record, and nothing else. */
    const interrupted = async (backup: object) => {
      const killed = environment.provider(killedAfter(1));
      await expect(
        killed.change(ref, { options: { backup } }, actor),
      ).rejects.toThrow('killed');
      await killed.disconnect();
    };
    const cronJob = () =>
      environment.get(resources.cronJobs, namesOf('halfway').backup);
    await interrupted({ keep: 3, schedule: 'hourly' });
    await waitFor(async () => {
      await provider.reconcile({});
      const spec = (await cronJob())?.spec;
      expect(spec).toMatchObject({ schedule: '0 * * * *' });
      expect(JSON.stringify(spec)).toContain('{"name":"KEEP","value":"3"}');
    });
    const complete = await cronJob();
    await provider.reconcile({});
    expect(await cronJob()).toEqual(complete);
    await interrupted({ enabled: false });
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await partsOf('halfway')).toEqual([0, 1]);
    });
    await provider.disconnect();
  });

  it('creates a missing CronJob again', async () => {
    const provider = environment.provider();
    await provider.create(environment.request('drifted', withBackups), actor);
    await environment.admin.delete(resources.cronJobs, {
      namespace: 'default',
      name: namesOf('drifted').backup,
    });
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await partsOf('drifted')).toEqual([1, 1]);
    });
    await provider.disconnect();
  });

  it('makes a missing volume of backups again only for a request, and reports it until then', async () => {
    const provider = environment.provider();
    const request = environment.request('lost', withBackups);
    const { ref } = await provider.create(request, actor);
    const attention = async () =>
      (await provider.bind(ref, request.binding, actor)).attention;
    await environment.run('lost');
    const id = { namespace: 'default', name: namesOf('lost').backup };
    const lose = async () => {
      const kind = resources.persistentVolumeClaims;
      await environment.admin.patch(kind, id, {
        metadata: { finalizers: null },
      });
      await environment.admin.delete(kind, id);
      await waitFor(async () =>
        expect(await attention()).toContainEqual(
          expect.objectContaining({ id: 'backups-lost' }),
        ),
      );
      await provider.reconcile({});
      expect(await partsOf('lost')).toEqual([1, 0]);
    };
    await lose();
    await provider.change(ref, { options: { backup: {} } }, actor);
    expect(await partsOf('lost')).toEqual([1, 1]);
    await waitFor(async () =>
      expect(await attention()).not.toContainEqual(
        expect.objectContaining({ id: 'backups-lost' }),
      ),
    );
    await lose();
    await provider.create(request, actor);
    expect(await partsOf('lost')).toEqual([1, 1]);
    await provider.disconnect();
  });

  /** Creates a database that runs, and returns a connected provider. */
  async function running(name: string) {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request(name, withBackups),
      actor,
    );
    await environment.run(name);
    return { provider, ref };
  }
  const jobsOf = (name: string) => environment.backupsOf(resources.jobs, name);
  const listed = async (
    provider: Awaited<ReturnType<typeof running>>['provider'],
    ref: string,
  ) =>
    (await provider.listBackups(ref)).backups.map(({ id, status }) => [
      id,
      status,
    ]);

  it('runs one backup at a time, and remembers what it reports', async () => {
    const { provider, ref } = await running('requested');
    const { id } = await provider.createBackup(ref, {}, actor);
    expect(await listed(provider, ref)).toEqual([[id, 'running']]);
    await expect(provider.createBackup(ref, {}, actor)).rejects.toThrow(
      'still running',
    );
    expect(await jobsOf('requested')).toHaveLength(1);
    await environment.finishBackup('requested', id);
    await waitFor(async () => {
      await provider.reconcile({});
      const claim = await environment.get(
        resources.persistentVolumeClaims,
        namesOf('requested').backup,
      );
      expect(
        claim?.metadata.annotations?.['statefulset.pgstage.io/backups'],
      ).toContain(id);
    });
    // As if the Job had been removed.
    for (const { metadata } of await jobsOf('requested'))
      await environment.admin.delete(resources.jobs, metadata, {
        propagationPolicy: 'Background',
      });
    for (const { metadata } of await environment.backupsOf(
      resources.pods,
      'requested',
    ))
      await environment.admin.delete(resources.pods, metadata);
    await waitFor(async () =>
      expect(await listed(provider, ref)).toEqual([[id, 'finished']]),
    );
    await provider.createBackup(ref, {}, actor);
    expect(await jobsOf('requested')).toHaveLength(1);
    await provider.disconnect();
  });

  it('starts one backup if Backstage is killed after any write', async () => {
    let isKilled = true;
    for (let writes = 1; isKilled; writes += 1) {
      const name = `interrupted${writes}`;
      const { provider, ref } = await running(name);
      const killed = environment.provider(killedAfter(writes));
      isKilled = await killed.createBackup(ref, {}, actor).then(
        () => false,
        () => true,
      );
      await killed.disconnect();
      // It finds the running one, or continues it.
      const repeated = await provider.createBackup(ref, {}, actor).then(
        ({ status }) => status,
        ({ name: error }) => error,
      );
      expect(['running', 'ConflictError']).toContain(repeated);
      // One that was created, but neither recorded nor started, may be left.
      const isStarted = ({ spec }: KubernetesObject) =>
        (spec as { suspend?: boolean }).suspend === false;
      await waitFor(async () => {
        await provider.reconcile({});
        expect((await jobsOf(name)).filter(isStarted)).toHaveLength(1);
      });
      await provider.disconnect();
    }
  });

  it('keeps the Jobs of the last requests only', async () => {
    const { provider, ref } = await running('repeated');
    for (let count = 0; count < 8; count += 1) {
      const { id } = await provider.createBackup(ref, {}, actor);
      await environment.finishBackup('repeated', id);
      await waitFor(async () =>
        expect((await listed(provider, ref))[0]).toEqual([id, 'finished']),
      );
    }
    expect((await jobsOf('repeated')).length).toBeLessThanOrEqual(7);
    await provider.disconnect();
  });

  it('takes no backup while they are off', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(environment.request('off'), actor);
    await expect(provider.createBackup(ref, {}, actor)).rejects.toThrow(
      'Backups of this database are off',
    );
    const { methods } = await provider.listBackups(ref);
    expect(methods).toMatchObject([{ id: 'dump', supported: false }]);
    await provider.disconnect();
  });

  /** Creates a database with a finished backup. */
  async function backedUp(name: string) {
    const { provider, ref } = await running(name);
    const { id } = await provider.createBackup(ref, {}, actor);
    await environment.finishBackup(name, id);
    await waitFor(async () =>
      expect(await listed(provider, ref)).toEqual([[id, 'finished']]),
    );
    return { provider, ref, id };
  }
  const claimOf = async (name: string) =>
    (await environment.get(
      resources.persistentVolumeClaims,
      namesOf(name).backup,
    ))!;

  it('does not use the volume of another database, or one that is being deleted', async () => {
    const { provider, ref, id } = await backedUp('recreated');
    const claim = await claimOf('recreated');
    const kind = resources.persistentVolumeClaims;
    const setOwner = (owner?: string) =>
      environment.admin.patch(kind, claim.metadata, {
        metadata: { labels: { [labels.owner]: owner } },
      });
    const isRefused = async () => {
      await waitFor(async () =>
        expect(await listed(provider, ref)).toEqual([]),
      );
      await expect(provider.createBackup(ref, {}, actor)).rejects.toThrow(
        'is being deleted, or it belongs to an earlier database',
      );
    };
    await setOwner('earlier');
    await isRefused();
    await setOwner(claim.metadata.labels?.[labels.owner]);
    await waitFor(async () =>
      expect(await listed(provider, ref)).toEqual([[id, 'finished']]),
    );
    // It stays until no pod uses it.
    await environment.admin.delete(kind, claim.metadata);
    expect(
      (await claimOf('recreated')).metadata.deletionTimestamp,
    ).toBeDefined();
    await isRefused();
    await provider.disconnect();
  });

  const copyOf = (name: string) => ({
    name,
    binding: environment.request(name).binding,
  });
  const restoreJobOf = async (name: string) => {
    const jobs = await jobsOf(name);
    return jobs.find(
      ({ metadata }) => metadata.labels?.['pgstage.io/job'] === 'restore',
    );
  };

  it('is not usable until the backup is restored, and takes no backup before', async () => {
    const { provider, ref, id } = await backedUp('source');
    const copy = await provider.restore(ref, copyOf('copy'), actor);
    expect(copy).toMatchObject({ usable: { value: false } });
    await environment.run('copy');
    await waitFor(async () => {
      await provider.reconcile({});
      expect((await restoreJobOf('copy'))?.spec).toMatchObject({
        suspend: false,
        template: {
          spec: {
            containers: [
              {
                env: expect.arrayContaining([{ name: 'BACKUP', value: id }]),
                volumeMounts: expect.arrayContaining([
                  { name: 'backups', mountPath: '/backups', readOnly: true },
                ]),
              },
            ],
            volumes: expect.arrayContaining([
              {
                name: 'backups',
                persistentVolumeClaim: { claimName: namesOf('source').backup },
              },
            ]),
          },
        },
      });
    });
    const grants = async () =>
      Object.entries((await claimOf('source')).metadata.annotations ?? {})
        .filter(([key]) => key.startsWith('restore.'))
        .map(([, value]) => value);
    expect(await grants()).toEqual([id]);
    const { binding } = copyOf('copy');
    const stateOfCopy = () => provider.bind(copy.ref, binding, actor);
    expect(await stateOfCopy()).toMatchObject({
      usable: { value: false },
      credentials: undefined,
      status: { state: 'changing' },
    });
    expect(await partsOf('copy')).toEqual([0, 1]);
    const job = await restoreJobOf('copy');
    await finishJob(
      environment.admin,
      job!,
      '{"stage":"done","exitCode":0,"said":""}',
    );
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await stateOfCopy()).toMatchObject({
        usable: { value: true },
        credentials: expect.anything(),
      });
    });
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await partsOf('copy')).toEqual([1, 1]);
    });
    expect((await jobsOf('copy')).length).toBe(1);
    expect(await grants()).toEqual([]);
    await provider.disconnect();
  });

  it('restores nothing that the claim of the backups does not permit', async () => {
    const { provider, ref } = await backedUp('victim');
    const copy = await provider.restore(ref, copyOf('forged'), actor);
    // As if somebody had created its Service only.
    const { uid } = (await environment.get(
      resources.services,
      namesOf('forged').readWrite,
    ))!.metadata;
    await environment.admin.patch(
      resources.persistentVolumeClaims,
      (
        await claimOf('victim')
      ).metadata,
      {
        metadata: {
          annotations: { [`restore.statefulset.pgstage.io/${uid}`]: null },
        },
      },
    );
    await environment.run('forged');
    const { binding } = copyOf('forged');
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await provider.bind(copy.ref, binding, actor)).toMatchObject({
        usable: { value: false },
        status: {
          state: 'attention',
          reason: { text: expect.stringContaining('does not permit') },
        },
      });
    });
    expect(await restoreJobOf('forged')).toBeUndefined();
    await provider.restore(ref, copyOf('forged'), actor);
    await waitFor(async () => {
      await provider.reconcile({});
      expect((await restoreJobOf('forged'))?.spec).toMatchObject({
        suspend: false,
      });
    });
    await provider.disconnect();
  });

  it('shows why a restore failed', async () => {
    const { provider, ref } = await backedUp('intact');
    const copy = await provider.restore(ref, copyOf('broken'), actor);
    await environment.run('broken');
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await restoreJobOf('broken')).toBeDefined();
    });
    const said = Buffer.from('The dump is damaged').toString('base64');
    await finishJob(
      environment.admin,
      (await restoreJobOf('broken'))!,
      JSON.stringify({ stage: 'verify', exitCode: 4, said }),
      4,
    );
    const { binding } = copyOf('broken');
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await provider.bind(copy.ref, binding, actor)).toMatchObject({
        usable: { value: false },
        status: {
          state: 'attention',
          reason: { text: 'The restore failed: The dump is damaged' },
        },
      });
    });
    await provider.disconnect();
  });
});
