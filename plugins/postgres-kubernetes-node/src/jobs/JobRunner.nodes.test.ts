import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { describeWithNodes } from '../testUtils/describeWithNodes';
import { waitFor } from '../testUtils/waitFor';
import { coreKinds, type ResourceKind } from '../cluster';
import { jobName, type JobRequest } from './JobRequest';
import { jobKinds } from './jobKinds';
import { JobRunner } from './JobRunner';

const IMAGE = 'localhost/postgres:17';
const RECORD = 'pgstage.io/job';
const verdict = z.strictObject({ said: z.string() });
type Verdict = z.output<typeof verdict>;
const shell = (script: string) => ['sh', '-c', script];
/** Writes a verdict as JSON, as a program does. */
const say = (said: string, code = 0) =>
  shell(`printf '{"said":"%s"}' "${said}" >/dev/termination-log; exit ${code}`);

const pods: ResourceKind = coreKinds.pods;
const quotas: ResourceKind = {
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
};

describeWithNodes('Jobs on nodes', nodes => {
  let login: KubeConfig;
  let runner: JobRunner;
  let count = 0;

  /** A request for a new owner. */
  async function request(
    more: Partial<JobRequest<Verdict>> = {},
  ): Promise<JobRequest<Verdict>> {
    const { namespace } = nodes;
    const owner = await nodes.admin.client.create(coreKinds.configMaps, {
      metadata: { namespace, name: `owner-${++count}` },
    });
    const { name, uid = '' } = owner.metadata;
    return {
      owner: { kind: coreKinds.configMaps, namespace, name, uid },
      record: RECORD,
      purpose: 'test',
      id: 'one',
      image: IMAGE,
      command: say('hello'),
      verdict,
      deadlineSeconds: 60,
      pod: { runAsUser: 999 },
      ...more,
    };
  }
  const jobOf = (given: JobRequest<Verdict>) =>
    nodes.admin.client.get(jobKinds.jobs, {
      namespace: nodes.namespace,
      name: jobName(given),
    });
  const podsOf = (given: JobRequest<Verdict>) =>
    nodes.admin.client.list(pods, {
      namespace: nodes.namespace,
      labelSelector: `job-name=${jobName(given)}`,
    });
  const newRunner = () => new JobRunner(nodes.cluster(login).client, () => 100);

  beforeAll(async () => {
    login = await nodes.account(
      'backstage',
      ['jobs.yaml'],
      // The rights that the operator's role has on its own kind.
      [{ apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] }],
    );
    runner = newRunner();
  });

  it('runs a program once, without a token, with its files and texts unchanged', async () => {
    const text = `it's "$HOME" \`id\` $(A) $$(A) $$$(A) $$A $$`;
    const given = await request({
      environment: { A: 'replaced', TEXT: text },
      files: { 'a.txt': text, 'b.txt': '$(A) $$(A)' },
      command: shell(
        `test ! -e /var/run/secrets/kubernetes.io || exit 1
         test "$TEXT" = "$(cat /job/a.txt)" || exit 2
         test '$(A) $$(A)' = "$(cat /job/b.txt)" || exit 5
         touch /job/x 2>/dev/null && exit 3
         touch /x 2>/dev/null && exit 4
         printf '{"said":"%s %s"}' "$(id -u)" "$(cat /job/a.txt | base64 -w0)" >/dev/termination-log`,
      ),
    });
    expect(await runner.refusal(nodes.namespace)).toBeUndefined();
    expect(await runner.run(given)).toEqual({
      type: 'done',
      verdict: { said: `999 ${Buffer.from(text).toString('base64')}` },
    });
    // As after its deadline, for a new process.
    const job = await jobOf(given);
    await nodes.admin.client.delete(jobKinds.jobs, job!.metadata, {
      propagationPolicy: 'Background',
    });
    expect(await newRunner().run(given)).toMatchObject({ type: 'done' });
    expect(await jobOf(given)).toBeUndefined();
    // Its files are deleted with it.
    await waitFor(async () =>
      expect(
        await nodes.admin.client.get(coreKinds.configMaps, job!.metadata),
      ).toBeUndefined(),
    );
    // Another id is another request.
    const again = { ...given, id: 'two', command: say('again') };
    expect(await runner.run(again)).toEqual({
      type: 'done',
      verdict: { said: 'again' },
    });
  });

  it('returns the output of a failed program, with or without a verdict', async () => {
    const given = [
      await request({ command: say('no', 3) }),
      await request({ command: shell('echo "no such thing" >&2; exit 4') }),
      await request({ command: say('x" : "', 0) }),
      await request({ command: ['/no/such/program'] }),
    ];
    expect(await Promise.all(given.map(each => runner.run(each)))).toEqual([
      { type: 'failed', verdict: { said: 'no' }, exitCode: 3 },
      { type: 'failed', said: 'no such thing', exitCode: 4 },
      {
        type: 'failed',
        said: expect.stringContaining('no valid verdict'),
        exitCode: 0,
      },
      {
        type: 'could-not-run',
        cause: 'image',
        said: expect.stringContaining('/no/such/program'),
      },
    ]);
    // The right to read logs is one of its own.
    expect(await runner.output(given[1])).toEqual({
      missing: expect.stringContaining('may not get pods/log'),
    });
    const reader = await nodes.account('reader', ['jobs.yaml', 'logs.yaml']);
    expect(
      await new JobRunner(nodes.cluster(reader).client).output(given[1]),
    ).toEqual({ text: 'no such thing\n' });
  });

  it('returns what prevents a program from starting, before and at its end', async () => {
    const { namespace } = nodes;
    const deadlineSeconds = 6;
    const given = {
      image: await request({ deadlineSeconds, image: 'localhost/none:1' }),
      unschedulable: await request({
        deadlineSeconds,
        pod: { nodeSelector: { 'pgstage.io/none': 'none' } },
      }),
      configuration: await request({
        deadlineSeconds,
        environment: { PGPASSWORD: { secret: 'none', key: 'password' } },
        pod: { runAsUser: 999 },
      }),
      admission: await request({ deadlineSeconds, pod: { runAsUser: 0 } }),
    };
    const ends = Object.entries(given).map(async ([cause, each]) => {
      const end = runner.run(each);
      await waitFor(async () => {
        const { metadata } = (await nodes.admin.client.get(
          coreKinds.configMaps,
          each.owner,
        ))!;
        expect(JSON.parse(metadata.annotations?.[RECORD] ?? '{}')).toEqual(
          expect.objectContaining({
            problem: { cause, said: expect.stringMatching(/\w+ \w+/) },
          }),
        );
      });
      return end;
    });
    expect(await Promise.all(ends)).toMatchObject(
      Object.keys(given).map(cause => ({ type: 'could-not-run', cause })),
    );

    await nodes.admin.client.create(quotas, {
      metadata: { namespace, name: 'none' },
      spec: { hard: { pods: '0' } },
    });
    const late = await request({ deadlineSeconds });
    expect(await runner.run(late)).toMatchObject({
      type: 'could-not-run',
      cause: 'quota',
    });
    await nodes.admin.client.delete(quotas, { namespace, name: 'none' });
  });

  it('stops a program that takes too long, and one that is cancelled', async () => {
    const slow = { command: shell('sleep 60') };
    const late = await request({ ...slow, deadlineSeconds: 3 });
    expect(await runner.run(late)).toEqual({ type: 'deadline' });

    const given = await request(slow);
    const caller = new AbortController();
    const end = runner.run(given, { signal: caller.signal });
    await waitFor(async () =>
      expect(await podsOf(given)).toMatchObject([
        { status: { phase: 'Running' } },
      ]),
    );
    caller.abort();
    expect(await end).toEqual({ type: 'cancelled' });
    await waitFor(async () => expect(await podsOf(given)).toEqual([]));
    expect(await newRunner().run(given)).toEqual({ type: 'cancelled' });
    // A Job that was not started never is.
    const never = await request();
    expect(await runner.cancel(never)).toEqual({ type: 'cancelled' });
    expect(await newRunner().run(never)).toEqual({ type: 'cancelled' });
    expect(await jobOf(never)).toBeUndefined();
  });

  it('continues where a Backstage was killed, and runs nothing twice', async () => {
    const given = await request({
      command: shell(
        'sleep 2; printf "{\\"said\\":\\"%s\\"}" "$HOSTNAME" >/dev/termination-log',
      ),
    });
    const child = fork(
      join(__dirname, '../__testUtils__/runJob.ts'),
      [login.exportConfig(), JSON.stringify(given)],
      {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    );
    await waitFor(async () =>
      expect(await podsOf(given)).toMatchObject([
        { status: { phase: 'Running' } },
      ]),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [pod] = await podsOf(given);
    const said = pod.metadata.name;
    // Two concurrent processes without state.
    const ends = [newRunner(), newRunner()].map(each => each.wait(given));
    expect(await Promise.all(ends)).toEqual([
      { type: 'done', verdict: { said } },
      { type: 'done', verdict: { said } },
    ]);
    expect(await podsOf(given)).toHaveLength(1);
  });
});
