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
  let provisioner: Provisioner;

  beforeAll(async () => {
    provisioner = await Provisioner.start(server, KINDS.map(crd), {}, [
      'jobs.yaml',
    ]);
  });
  afterAll(() => Promise.all(providers.map(each => each.disconnect())));

  async function started(from = provisioner) {
    const provider = from.provider();
    providers.push(provider);
    const directory = new Directory();
    await provider.connect(directory);
    return { provider, directory };
  }
  const jobsOf = async (name: string) => {
    const jobs = await provisioner.admin.list(jobKinds.jobs, {
      namespace: Provisioner.namespace,
    });
    return jobs.filter(
      ({ metadata }) => metadata.ownerReferences?.[0].name === name,
    );
  };
  /** The started Job of a database that is not one of the known Jobs. */
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
    provisioner.request(name, { options: { initSqlAsOwner: sql } });

  it('runs it once as soon as there is a login, even across a restart of Backstage', async () => {
    const { provider, directory } = await started();
    const { ref } = await provider.create(request('once'), actor);
    expect(await jobsOf('once')).toEqual([]);
    await provisioner.makeUsable('once', 'secret');
    const job = await newJob('once');
    await waitFor(() =>
      expect(stepIn(directory, ref)).toMatchObject({
        usable: false,
        step: 'running',
      }),
    );
    await provider.disconnect();
    await finishJob(provisioner.admin, job, said('run', 0, ''));
    const next = await started();
    await waitFor(() =>
      expect(stepIn(next.directory, ref)).toMatchObject({
        usable: true,
        step: 'done',
      }),
    );
    // For a repeated request, and the follow-up of a third Backstage, it is done.
    expect(await next.provider.create(request('once'), actor)).toMatchObject({
      usable: { value: true },
    });
    await provisioner.admin.delete(jobKinds.jobs, job.metadata, {
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
    ).rejects.toThrow('can be changed only after it has failed');
  });

  it('can be corrected or removed after it has failed', async () => {
    const { provider, directory } = await started();
    const { ref } = await provider.create(request('wrong'), actor);
    const change = (initSqlAsOwner: string | null) =>
      provider.change(ref, { options: { initSqlAsOwner } }, actor);
    await expect(change('SELECT 2')).rejects.toThrow(
      'options.initSqlAsOwner must be omitted',
    );
    await provisioner.makeUsable('wrong', 'secret');
    const first = await newJob('wrong');
    await finishJob(provisioner.admin, first, said('run', 1, 'ERROR:  no'), 1);
    const failed = { usable: false, step: 'failed' };
    await waitFor(() =>
      expect(stepIn(directory, ref)).toMatchObject({
        ...failed,
        attention: expect.arrayContaining(['init-sql']),
      }),
    );
    await change('SELECT 2');
    const second = await newJob('wrong', [first]);
    await finishJob(provisioner.admin, second, said('run', 1, 'ERROR:  no'), 1);
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

  it('is neither offered nor accepted if Backstage may not create Jobs', async () => {
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
        /^options.initSqlAsOwner must be omitted: .* ClusterRole pgstage-jobs/,
      );
    }
    expect(
      await provisioner.get(resources.clusters, 'jobless'),
    ).toBeUndefined();
  });
});
