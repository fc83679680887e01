import {
  describeWithApiServer,
  finishJob,
  waitFor,
  jobKinds,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Directory } from '../__testUtils__/Directory';
import { actor, KINDS, Provisioner } from '../__testUtils__/provisioner';
import type { CloudNativePgProvider } from '../CloudNativePgProvider';
import { resources } from '../model';

const sql = 'CREATE TABLE t (id int)';
const said = (stage: string, exitCode: number, text: string) =>
  JSON.stringify({
    stage,
    exitCode,
    said: Buffer.from(text).toString('base64'),
  });

describeWithApiServer('init SQL as the owner', ({ server, crd }) => {
  const providers: CloudNativePgProvider[] = [];
  let stage: Provisioner;

  beforeAll(async () => {
    stage = await Provisioner.start(server, KINDS.map(crd), {}, ['jobs.yaml']);
  });
  afterAll(() => Promise.all(providers.map(each => each.disconnect())));

  async function started(from = stage) {
    const provider = from.provider();
    providers.push(provider);
    const directory = new Directory();
    await provider.connect(directory);
    return { provider, directory };
  }
  const jobsOf = async (name: string) => {
    const jobs = await stage.admin.list(jobKinds.jobs, {
      namespace: Provisioner.namespace,
    });
    return jobs.filter(
      ({ metadata }) => metadata.ownerReferences?.[0].name === name,
    );
  };
  /** The Job of a database that has been started, beside those known. */
  const newJob = async (name: string, known: KubernetesObject[] = []) => {
    let found: KubernetesObject | undefined;
    await waitFor(async () => {
      found = (await jobsOf(name)).find(
        ({ metadata, spec }) =>
          !(spec as { suspend: boolean }).suspend &&
          known.every(each => each.metadata.uid !== metadata.uid),
      );
      expect(found).toBeDefined();
    });
    return found!;
  };
  const stepIn = (directory: Directory, ref: string) => {
    const { usable, steps, attention } = directory.databases.get(ref)!;
    const step = steps.find(({ id }) => id === 'init-sql')?.state;
    return {
      usable: usable.value,
      step,
      attention: attention.map(({ id }) => id),
    };
  };
  const request = (name: string) =>
    stage.request(name, { options: { initSqlAsOwner: sql } });

  it('runs it once as soon as there is a login, though Backstage is replaced in between', async () => {
    const { provider, directory } = await started();
    const { ref } = await provider.create(request('once'), actor);
    expect(await jobsOf('once')).toEqual([]);
    await stage.makeUsable('once', 'secret');
    const job = await newJob('once');
    await waitFor(() =>
      expect(stepIn(directory, ref)).toMatchObject({
        usable: false,
        step: 'running',
      }),
    );
    await provider.disconnect();
    await finishJob(stage.admin, job, said('run', 0, ''));
    const next = await started();
    await waitFor(() =>
      expect(stepIn(next.directory, ref)).toMatchObject({
        usable: true,
        step: 'done',
      }),
    );
    // The same request, and the follow-up of a third one, find it done.
    expect(await next.provider.create(request('once'), actor)).toMatchObject({
      usable: { value: true },
    });
    await stage.admin.delete(jobKinds.jobs, job.metadata, {
      propagationPolicy: 'Background',
    });
    const third = await started();
    await third.provider.reconcile({});
    await waitFor(() =>
      expect(stepIn(third.directory, ref)).toMatchObject({ step: 'done' }),
    );
    expect(await jobsOf('once')).toEqual([]);
    await expect(
      next.provider.change(
        ref,
        { options: { initSqlAsOwner: 'SELECT 2' } },
        actor,
      ),
    ).rejects.toThrow('can be changed after it has failed');
  });

  it('is corrected, or given up, after it has failed', async () => {
    const { provider, directory } = await started();
    const { ref } = await provider.create(request('wrong'), actor);
    const change = (initSqlAsOwner: string | null) =>
      provider.change(ref, { options: { initSqlAsOwner } }, actor);
    await expect(change('SELECT 2')).rejects.toThrow(
      'options.initSqlAsOwner must be left out',
    );
    await stage.makeUsable('wrong', 'secret');
    const first = await newJob('wrong');
    await finishJob(stage.admin, first, said('run', 1, 'ERROR:  no'), 1);
    const failed = { usable: false, step: 'failed' };
    await waitFor(() =>
      expect(stepIn(directory, ref)).toMatchObject({
        ...failed,
        attention: expect.arrayContaining(['init-sql']),
      }),
    );
    await change('SELECT 2');
    const second = await newJob('wrong', [first]);
    await finishJob(stage.admin, second, said('run', 1, 'ERROR:  no'), 1);
    await waitFor(() => expect(stepIn(directory, ref)).toMatchObject(failed));
    await change(null);
    await waitFor(() =>
      expect(stepIn(directory, ref)).toEqual({
        usable: true,
        step: undefined,
        attention: expect.not.arrayContaining(['init-sql']),
      }),
    );
    expect(await jobsOf('wrong')).toHaveLength(2);
  });

  it('is neither offered nor taken where Backstage may make no Jobs', async () => {
    const jobless = await Provisioner.start(server, []);
    const { provider } = await started(jobless);
    const offered = async (from: CloudNativePgProvider) =>
      Object.keys((await from.describe()).optionsSchema.properties as object);
    expect(await offered(provider)).not.toContain('initSqlAsOwner');
    expect(await offered((await started()).provider)).toContain(
      'initSqlAsOwner',
    );
    for (const dryRun of [true, false]) {
      await expect(
        provider.create(request('jobless'), { ...actor, dryRun }),
      ).rejects.toThrow(
        /^options.initSqlAsOwner must be left out: .* ClusterRole pgstage-jobs/,
      );
    }
    expect(await stage.get(resources.clusters, 'jobless')).toBeUndefined();
  });
});
