import type { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { describeWithApiServer } from '../testUtils/describeWithApiServer';
import { finishJob } from '../testUtils/finishJob';
import { coreKinds, type ClusterClient } from '../cluster';
import { jobName, type JobRequest } from './JobRequest';
import { jobKinds } from './jobKinds';
import { JobRunner } from './JobRunner';
import type { JobObject } from './progressOf';

const RECORD = 'pgstage.io/job';
const verdict = z.strictObject({ rows: z.number() });
type Request = JobRequest<{ rows: number }>;

/** A client whose process crashes at its n-th call, before it is sent or before its response. */
function dying(client: ClusterClient, at: number, isSent: boolean) {
  let calls = 0;
  return new Proxy(client, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const isLast = ++calls === at;
        if (calls > at || (isLast && !isSent)) throw new Error('killed');
        const answer = await value.apply(target, args);
        if (isLast) throw new Error('killed');
        return answer;
      };
    },
  });
}

describeWithApiServer('JobRunner', ({ server }) => {
  let count = 0;
  const admin = () => server.cluster().client;

  async function request(more: Partial<Request> = {}): Promise<Request> {
    const { metadata } = await admin().create(coreKinds.configMaps, {
      metadata: { namespace: 'default', name: `owner-${++count}` },
    });
    const { name, uid = '' } = metadata;
    return {
      owner: { kind: coreKinds.configMaps, namespace: 'default', name, uid },
      record: RECORD,
      purpose: 'test',
      id: 'one',
      image: 'image',
      command: ['program'],
      files: { 'a.txt': 'text' },
      verdict,
      deadlineSeconds: 60,
      ...more,
    };
  }
  const idOf = (given: Request) => ({
    namespace: 'default',
    name: jobName(given),
  });
  const jobOf = (given: Request): Promise<JobObject | undefined> =>
    admin().get(jobKinds.jobs, idOf(given));
  const remove = (given: Request) =>
    admin().delete(jobKinds.jobs, idOf(given), {
      propagationPolicy: 'Background',
    });
  const recordIn = async (given: Request) => {
    const owner = await admin().get(coreKinds.configMaps, given.owner);
    return JSON.parse(owner?.metadata.annotations?.[RECORD] ?? 'null');
  };

  const finish = async (given: Request) =>
    finishJob(admin(), (await jobOf(given))!, '{"rows":3}');

  const done = { state: 'ended', end: { type: 'done', verdict: { rows: 3 } } };

  /** A runner that is killed at its n-th call, and then others. */
  async function killedAt(at: number, isSent: boolean) {
    const given = await request();
    const advance = (client: ClusterClient) =>
      new JobRunner(client)
        .advance(given)
        .catch((error: Error) => error.message);
    const first = await advance(dying(admin(), at, isSent));
    const before = await jobOf(given);
    const recorded = (await recordIn(given))?.job;
    const second = await advance(admin());
    const job = await jobOf(given);
    await finish(given);
    const late = await advance(dying(admin(), at, isSent));
    const end = await advance(admin());
    // Its own time is up: the record has its end.
    await remove(given);
    const again = await advance(admin());
    return {
      completed: first !== 'killed',
      // Nothing runs that is not recorded.
      known:
        before?.spec?.suspend !== false || recorded === before.metadata.uid,
      same: before === undefined || before.metadata.uid === job?.metadata.uid,
      second,
      late: late === 'killed' ? done : late,
      end,
      again,
      removed: (await jobOf(given)) === undefined,
    };
  }

  it('runs one Job, wherever it is killed', async () => {
    let completed = false;
    // Until no call is left to crash at.
    for (let at = 1; !completed; at++) {
      for (const isSent of [false, true]) {
        const { completed: isCompleted, ...outcome } = await killedAt(
          at,
          isSent,
        );
        completed = isCompleted;
        expect(outcome).toEqual({
          known: true,
          same: true,
          second: { state: 'starting' },
          late: done,
          end: done,
          again: done,
          removed: true,
        });
      }
    }
  });

  it('creates one Job for two concurrent requests', async () => {
    const given = await request();
    const runners = [new JobRunner(admin()), new JobRunner(admin())];
    await Promise.all(runners.map(runner => runner.advance(given)));
    await finish(given);
    expect(
      await Promise.all(runners.map(runner => runner.advance(given))),
    ).toEqual([done, done]);
  });

  it('never recreates a Job that was removed', async () => {
    const given = await request();
    await new JobRunner(admin()).advance(given);
    await remove(given);
    expect(await new JobRunner(admin()).run(given)).toMatchObject({
      type: 'lost',
    });
    expect(await jobOf(given)).toBeUndefined();
  });

  it('does not touch objects that it did not create, or a record that it cannot read', async () => {
    const given = await request();
    const other = await request();
    const foreign = new JobRunner(admin());
    await foreign.advance(other);
    const { metadata, ...job } = (await jobOf(other))!;
    const { name } = idOf(given);
    const { namespace, ownerReferences, labels } = metadata;
    const { spec } = job as { spec: any };
    await admin().create(jobKinds.jobs, {
      metadata: { namespace, name, ownerReferences, labels },
      spec: {
        suspend: true,
        template: { spec: spec.template.spec },
      },
    });
    await expect(new JobRunner(admin()).advance(given)).rejects.toThrow(
      'was not created for',
    );
    await expect(new JobRunner(admin()).cancel(given)).rejects.toThrow(
      'was not created for',
    );
    const spoilt = await request();
    await admin().patch(coreKinds.configMaps, spoilt.owner, {
      metadata: { annotations: { [RECORD]: '{' } },
    });
    await expect(new JobRunner(admin()).advance(spoilt)).rejects.toThrow(
      "Annotation 'pgstage.io/job' of 'default/owner-",
    );
    const gone = await request();
    gone.owner.uid = 'another';
    await expect(new JobRunner(admin()).advance(gone)).rejects.toThrow(
      'is being removed, or was replaced',
    );
    const busy = await request();
    await new JobRunner(admin()).advance(busy);
    await expect(
      new JobRunner(admin()).advance({ ...busy, id: 'two' }),
    ).rejects.toThrow('has not ended yet');
  });

  it('asks the API server once for all forms, and again after an error', async () => {
    const { client } = server.cluster();
    const create = jest.spyOn(client, 'create');
    create.mockRejectedValueOnce(new Error('unavailable'));
    const runner = new JobRunner(client);
    await expect(runner.knownRefusal('default')).rejects.toThrow('unavailable');
    const known = () => runner.knownRefusal('default');
    expect(await Promise.all([known(), known()])).toEqual([
      undefined,
      undefined,
    ]);
    await known();
    expect(create).toHaveBeenCalledTimes(2);
  });

  it('names the missing right, and runs once it is granted', async () => {
    const login: KubeConfig = await server.serviceAccount('jobless', [
      'store.yaml',
    ]);
    const runner = new JobRunner(server.cluster(login).client);
    expect(await runner.refusal('default')).toMatch(
      "may not create Jobs in namespace 'default' of cluster 'test'",
    );
    expect(await new JobRunner(admin()).refusal('default')).toBeUndefined();
    const given = await request();
    const refused = {
      type: 'could-not-run',
      cause: 'forbidden',
      said: expect.stringContaining('may not get jobs.batch'),
    };
    expect(await runner.wait(given)).toEqual(refused);
    const record = await recordIn(given);
    expect(await runner.wait(given)).toEqual(refused);
    expect(await recordIn(given)).toEqual(record);
    const granted = new JobRunner(admin());
    expect(await granted.advance(given)).toEqual({ state: 'starting' });
    await finish(given);
    expect(await granted.advance(given)).toEqual(done);
  });

  it('reports what a policy rejects about the Job', async () => {
    const given = await request({ environment: { 'NO=NAME': 'x' } });
    expect(await new JobRunner(admin()).wait(given)).toMatchObject({
      type: 'could-not-run',
      cause: 'admission',
      said: expect.stringContaining('NO=NAME'),
    });
  });

  it('starts nothing that its owner no longer requests', async () => {
    // On the first read, and at the time of the record.
    for (const allowed of [0, 1]) {
      let calls = 0;
      const given = await request({ isRequested: () => calls++ < allowed });
      await expect(new JobRunner(admin()).advance(given)).rejects.toThrow(
        'is no longer requested',
      );
      expect(await recordIn(given)).toBeNull();
      const { suspend = true } = (await jobOf(given))?.spec ?? {};
      expect(suspend).toBe(true);
    }
  });

  it('does not cancel a Job that has ended', async () => {
    const given = await request();
    const runner = new JobRunner(admin());
    await runner.advance(given);
    await finish(given);
    expect(await runner.cancel(given)).toEqual(done.end);
    expect(await runner.cancel(given)).toEqual(done.end);
  });
});
