import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ApiServer,
  finishJob,
  killedAfter,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { actor, TestEnvironment } from '../__testUtils__/TestEnvironment';
import {
  namesOf,
  otherThan,
  primaryOf,
  promotionOf,
  REPLACED,
  resources,
} from '../model';
import type { StatefulSetProvider } from '../StatefulSetProvider';

jest.setTimeout(180_000);

const DONE = { promoted: true, said: '' };
const said = (text: string) => Buffer.from(text).toString('base64');

describeWithPart('KUBEBUILDER_ASSETS', 'promotion on an API server', () => {
  const server = new ApiServer();
  let environment: TestEnvironment;
  beforeAll(async () => {
    await server.start();
    environment = await TestEnvironment.start(server);
  });
  afterAll(() => server.exit());

  const namespace = 'default';
  const setOf = (name: string, index: number) =>
    environment.get(resources.statefulSets, namesOf(name).instance(index));
  const claimOf = (name: string, index: number) =>
    environment.get(
      resources.persistentVolumeClaims,
      namesOf(name).claim(index),
    );
  const serviceOf = (name: string) =>
    environment.get(resources.services, namesOf(name).readWrite);
  const jobsOf = (name: string) => environment.backupsOf(resources.jobs, name);

  const reconciled = (
    provider: StatefulSetProvider,
    expectation: () => Promise<void>,
  ) =>
    waitFor(async () => {
      await provider.reconcile({});
      await expectation();
    });

  /** A provider that has read the database, and is killed after this many writes. */
  async function killable(name: string, writes: number) {
    const provider = environment.provider(killedAfter(writes));
    const ref = environment.refOf(name);
    await waitFor(async () =>
      expect((await provider.health(ref)).parts).toBeDefined(),
    );
    return provider;
  }

  /** Creates a database whose instances run. */
  async function start(name: string, instances = 2) {
    const provider = environment.provider();
    const request = environment.request(name, { version: '17', instances });
    const { ref } = await provider.create(request, actor);
    await environment.run(name);
    await reconciled(provider, async () =>
      expect((await serviceOf(name))?.metadata.annotations).toHaveProperty([
        'pgstage.io/credentials',
      ]),
    );
    const { instance, indexOf } = namesOf(name);
    const promote = (index: number) =>
      provider.promote(ref, { instance: instance(index) }, actor);
    const primary = async () => indexOf(primaryOf((await serviceOf(name))!));
    return { name, ref, provider, promote, primary };
  }

  const replicasOf = (set: KubernetesObject | undefined) =>
    Object(set?.spec).replicas;

  /** The node ends a pod; without it, a deleted pod stays. */
  async function endPod(name: string, index: number) {
    const pod = `${namesOf(name).instance(index)}-0`;
    if (await environment.get(resources.pods, pod))
      await server.admin().json({
        method: 'DELETE',
        path: `/api/v1/namespaces/${namespace}/pods/${pod}`,
        body: { gracePeriodSeconds: 0 },
      });
  }
  /** The controller has seen that an instance is to be stopped. */
  async function followStop(name: string, index: number) {
    const set = (await setOf(name, index))!;
    const { generation: observedGeneration } = set.metadata;
    await environment.admin.patch(
      resources.statefulSets,
      set.metadata,
      { status: { observedGeneration, replicas: 0, readyReplicas: 0 } },
      { subresource: 'status' },
    );
  }
  /** The controller ends the deletion of a claim that no pod uses. */
  const releaseClaim = async (name: string, index: number) => {
    const claim = await claimOf(name, index);
    if (claim?.metadata.deletionTimestamp)
      await environment.admin.patch(
        resources.persistentVolumeClaims,
        claim.metadata,
        { metadata: { finalizers: null } },
      );
  };

  /** Returns the Job that runs, if there is one. */
  const runningJob = async (name: string) =>
    (await jobsOf(name)).find(({ spec, status }) => {
      const { conditions = [] } = Object(status) as {
        conditions?: Array<{ type: string }>;
      };
      const isSuspended = Object(spec).suspend === true;
      return (
        !isSuspended && conditions.every(({ type }) => type === 'Suspended')
      );
    });
  /** Ends it as its script does. */
  async function endJob(name: string, verdict: object, exitCode = 0) {
    const job = await runningJob(name);
    expect(job).toBeDefined();
    await finishJob(environment.admin, job!, JSON.stringify(verdict), exitCode);
  }
  const isStopped = async (name: string) =>
    expect(replicasOf(await setOf(name, 0))).toBe(0);
  const jobRuns = async (name: string) =>
    expect(await runningJob(name)).toBeDefined();

  it('stops the old primary, promotes, selects, and creates the old primary again as a standby', async () => {
    const { name, ref, provider, promote, primary } = await start('moved');
    const volume = await claimOf(name, 0);
    const database = await promote(1);
    expect(database.status.state).toBe('changing');
    // A repeat continues the same request.
    const before = promotionOf((await serviceOf(name))!);
    await promote(1);
    expect(promotionOf((await serviceOf(name))!)).toEqual(before);
    await reconciled(provider, () => isStopped(name));
    await followStop(name, 0);
    // Its pod is being deleted, but still exists: nothing proves that it is down.
    const pod = { namespace, name: `${namesOf(name).instance(0)}-0` };
    await environment.admin.delete(resources.pods, pod);
    await provider.reconcile({});
    expect(await jobsOf(name)).toEqual([]);
    await expect(provider.change(ref, { instances: 3 }, actor)).rejects.toThrow(
      'is being promoted',
    );
    await endPod(name, 0);
    await reconciled(provider, () => jobRuns(name));
    expect(await primary()).toBe(0);
    await endJob(name, DONE);
    await reconciled(provider, async () => expect(await primary()).toBe(1));
    await isStopped(name);
    await reconciled(provider, async () => {
      await releaseClaim(name, 0);
      const set = await setOf(name, 0);
      expect(Object(set?.spec)).toMatchObject({
        replicas: 1,
        template: {
          metadata: { annotations: { [REPLACED]: before?.id } },
          spec: {
            initContainers: [
              { command: ['sh', expect.stringContaining('standby')] },
            ],
          },
        },
      });
      const claim = await claimOf(name, 0);
      expect(claim).toBeDefined();
      expect(claim?.metadata.uid).not.toBe(volume?.metadata.uid);
    });
    const readOnly = await environment.get(
      resources.services,
      namesOf(name).readOnly,
    );
    const { selector } = readOnly!.spec as { selector: object };
    expect(selector).toHaveProperty([otherThan(1)]);
    expect(selector).not.toHaveProperty([otherThan(0)]);
    // It is done: nothing more happens.
    const { uid } = (await setOf(name, 0))!.metadata;
    await provider.reconcile({});
    expect((await setOf(name, 0))?.metadata.uid).toBe(uid);
    await provider.disconnect();
  });

  it('continues after a crash at any write, with never two primaries', async () => {
    const { name, provider, promote, primary } = await start('crashed', 3);
    await promote(1);
    await provider.disconnect();
    const isReplaced = async () =>
      Object((await setOf(name, 0))?.spec).template?.metadata.annotations[
        REPLACED
      ] !== undefined;
    let writes = 0;
    while (!(await isReplaced()) || !(await claimOf(name, 0))) {
      // A Job takes up to four writes to start.
      const killed = await killable(name, 1 + (writes % 4));
      await killed.reconcile({}).catch(() => undefined);
      await killed.disconnect();
      writes += 1;
      expect(writes).toBeLessThan(40);
      const set = await setOf(name, 0);
      const isOld = set && !(await isReplaced());
      const hasJob = (await jobsOf(name)).length > 0;
      const runs = isOld && replicasOf(set) !== 0;
      expect({ hasJob, runs }).not.toEqual({ hasJob: true, runs: true });
      if (isOld && replicasOf(set) === 0) {
        await followStop(name, 0);
        await endPod(name, 0);
      }
      if (await runningJob(name)) await endJob(name, DONE);
      await releaseClaim(name, 0);
    }
    expect(await primary()).toBe(1);
    expect(await jobsOf(name)).toHaveLength(1);
    expect(writes).toBeGreaterThan(5);
  });

  it('cancels a promotion that has not happened, and none that may have', async () => {
    const { name, provider, promote, primary } = await start('cancelled', 3);
    await promote(1);
    await reconciled(provider, () => isStopped(name));
    await followStop(name, 0);
    await endPod(name, 0);
    await reconciled(provider, () => jobRuns(name));
    await expect(promote(0)).rejects.toThrow('is being promoted');
    await expect(promote(2)).rejects.toThrow('is being promoted');
    await endJob(name, { promoted: null, said: said('timeout') }, 1);
    await reconciled(provider, async () =>
      expect(
        (
          await serviceOf(name)
        )?.metadata.annotations?.['statefulset.pgstage.io/promotion-job'],
      ).toContain('failed'),
    );
    await expect(promote(0)).rejects.toThrow('not known');
    await promote(1);
    await reconciled(provider, () => jobRuns(name));
    await endJob(name, { promoted: false, said: said('permission') }, 1);
    await reconciled(provider, async () => {
      await promote(0);
    });
    await reconciled(provider, async () =>
      expect(replicasOf(await setOf(name, 0))).toBe(1),
    );
    expect(await primary()).toBe(0);
    await expect(promote(0)).rejects.toThrow('is the primary already');
    await provider.disconnect();
  });

  it('refuses a standby that is not ready, and an instance that does not exist', async () => {
    const { name, ref, provider, promote } = await start('unready');
    await expect(
      provider.promote(ref, { instance: 'other' }, actor),
    ).rejects.toMatchObject({ issues: [{ field: 'instance' }] });
    const pod = { namespace, name: `${namesOf(name).instance(1)}-0` };
    await environment.admin.delete(resources.pods, pod);
    await waitFor(async () => {
      const { instances } = await provider.health(ref);
      expect(instances[1].state).not.toBe('unknown');
    });
    await expect(promote(1)).rejects.toThrow('is not ready');
    expect(promotionOf((await serviceOf(name))!)).toBeUndefined();
    await provider.disconnect();
  });
});
