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
  const idOf = (asked: Request) => ({
    namespace: 'default',
    name: jobName(asked),
  });
  const jobOf = (asked: Request): Promise<JobObject | undefined> =>
    admin().get(jobKinds.jobs, idOf(asked));
  const remove = (asked: Request) =>
    admin().delete(jobKinds.jobs, idOf(asked), {
      propagationPolicy: 'Background',
    });
  const recordIn = async (asked: Request) => {
    const owner = await admin().get(coreKinds.configMaps, asked.owner);
    return JSON.parse(owner?.metadata.annotations?.[RECORD] ?? 'null');
  };

  const finish = async (asked: Request) =>
    finishJob(admin(), (await jobOf(asked))!, '{"rows":3}');

  const done = { state: 'ended', end: { type: 'done', verdict: { rows: 3 } } };

  /** A runner that is killed at its n-th call, and then others. */
  async function killedAt(at: number, isSent: boolean) {
    const asked = await request();
    const advance = (client: ClusterClient) =>
      new JobRunner(client)
        .advance(asked)
        .catch((error: Error) => error.message);
    const first = await advance(dying(admin(), at, isSent));
    const made = await jobOf(asked);
    const recorded = (await recordIn(asked))?.job;
    const second = await advance(admin());
    const job = await jobOf(asked);
    await finish(asked);
    const late = await advance(dying(admin(), at, isSent));
    const end = await advance(admin());
    // Its own time is up: the record has its end.
    await remove(asked);
    const again = await advance(admin());
    return {
      whole: first !== 'killed',
      // Nothing runs that is not recorded.
      known: made?.spec?.suspend !== false || recorded === made.metadata.uid,
      same: made === undefined || made.metadata.uid === job?.metadata.uid,
      second,
      late: late === 'killed' ? done : late,
      end,
      again,
      gone: (await jobOf(asked)) === undefined,
    };
  }

  it('runs one Job, wherever it is killed', async () => {
    let whole = false;
    // Until no call is left to crash at.
    for (let at = 1; !whole; at++) {
      for (const isSent of [false, true]) {
        const { whole: hasAllWal, ...outcome } = await killedAt(at, isSent);
        whole = hasAllWal;
        expect(outcome).toEqual({
          known: true,
          same: true,
          second: { state: 'starting' },
          late: done,
          end: done,
          again: done,
          gone: true,
        });
      }
    }
  });

  it('creates one Job for two concurrent requests', async () => {
    const asked = await request();
    const runners = [new JobRunner(admin()), new JobRunner(admin())];
    await Promise.all(runners.map(runner => runner.advance(asked)));
    await finish(asked);
    expect(
      await Promise.all(runners.map(runner => runner.advance(asked))),
    ).toEqual([done, done]);
  });

  it('never recreates a Job that was removed', async () => {
    const asked = await request();
    await new JobRunner(admin()).advance(asked);
    await remove(asked);
    expect(await new JobRunner(admin()).run(asked)).toMatchObject({
      type: 'lost',
    });
    expect(await jobOf(asked)).toBeUndefined();
  });

  it('does not touch objects that it did not create, or a record that it cannot read', async () => {
    const asked = await request();
    const other = await request();
    const foreign = new JobRunner(admin());
    await foreign.advance(other);
    const { metadata, ...job } = (await jobOf(other))!;
    const { name } = idOf(asked);
    const { namespace, ownerReferences, labels } = metadata;
    const { spec } = job as { spec: any };
    await admin().create(jobKinds.jobs, {
      metadata: { namespace, name, ownerReferences, labels },
      spec: {
        suspend: true,
        template: { spec: spec.template.spec },
      },
    });
    await expect(new JobRunner(admin()).advance(asked)).rejects.toThrow(
      'was not created for',
    );
    await expect(new JobRunner(admin()).cancel(asked)).rejects.toThrow(
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

  it('names the missing right, and runs once it is granted', async () => {
    const login: KubeConfig = await server.serviceAccount('jobless', [
      'store.yaml',
    ]);
    const runner = new JobRunner(server.cluster(login).client);
    expect(await runner.refusal('default')).toMatch(
      "may not create Jobs in namespace 'default' of cluster 'test'",
    );
    expect(await new JobRunner(admin()).refusal('default')).toBeUndefined();
    const asked = await request();
    const refused = {
      type: 'could-not-run',
      cause: 'forbidden',
      said: expect.stringContaining('may not get jobs.batch'),
    };
    expect(await runner.wait(asked)).toEqual(refused);
    const record = await recordIn(asked);
    expect(await runner.wait(asked)).toEqual(refused);
    expect(await recordIn(asked)).toEqual(record);
    const granted = new JobRunner(admin());
    expect(await granted.advance(asked)).toEqual({ state: 'starting' });
    await finish(asked);
    expect(await granted.advance(asked)).toEqual(done);
  });

  it('reports what a policy rejects about the Job', async () => {
    const asked = await request({ environment: { 'NO=NAME': 'x' } });
    expect(await new JobRunner(admin()).wait(asked)).toMatchObject({
      type: 'could-not-run',
      cause: 'admission',
      said: expect.stringContaining('NO=NAME'),
    });
  });

  it('starts nothing that its owner no longer requests', async () => {
    // On the first read, and at the time of the record.
    for (const looks of [0, 1]) {
      let looked = 0;
      const asked = await request({ isWanted: () => looked++ < looks });
      await expect(new JobRunner(admin()).advance(asked)).rejects.toThrow(
        'is no longer requested',
      );
      expect(await recordIn(asked)).toBeNull();
      const { suspend = true } = (await jobOf(asked))?.spec ?? {};
      expect(suspend).toBe(true);
    }
  });

  it('does not cancel a Job that has ended', async () => {
    const asked = await request();
    const runner = new JobRunner(admin());
    await runner.advance(asked);
    await finish(asked);
    expect(await runner.cancel(asked)).toEqual(done.end);
    expect(await runner.cancel(asked)).toEqual(done.end);
  });
});
