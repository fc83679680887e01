import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import {
  checkBound,
  credentialSourceOf,
  type JobEnd,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests';
import { message } from '../messages';
import type { StatefulSetContext } from '../model';
import { observe } from '../observe';
import { newPassword } from '../write/plans';
import {
  NEXT_PASSWORD,
  readLogin,
  writeLogin,
  type LoginSecret,
} from './loginSecret';
import { rotationJob } from './rotationJob';
import { planOf, type Target } from './target';

/** Returns why a rotation has failed, and what is known of the password. */
function failureOf(end: JobEnd<{ said: string }>): Message {
  switch (end.type) {
    case 'failed':
      return message('rotationFailed', {
        said: end.verdict?.said ?? end.said ?? `exit code ${end.exitCode}`,
      });
    case 'could-not-run':
      return message('rotationNotRun', { said: end.said });
    default:
      return message('rotationUnknown');
  }
}

/**
 * Stores the next password in the Secret before the role gets it; the same one
 * for every repeat, also if the Secret lost its annotations: the role may have it.
 */
async function begin(
  { client }: StatefulSetContext,
  login: LoginSecret,
  signal?: AbortSignal,
): Promise<string> {
  if (login.rotation !== undefined) return login.rotation;
  const rotation = randomUUID();
  const texts = {
    [NEXT_PASSWORD]: login.texts[NEXT_PASSWORD] ?? newPassword(),
  };
  await writeLogin(client, login, texts, rotation, signal);
  return rotation;
}

/** Makes the next password the current one of the Secret. */
async function complete(
  { client }: StatefulSetContext,
  plan: DatabasePlan,
  rotation: string,
  signal?: AbortSignal,
): Promise<LoginSecret['texts']> {
  const login = await readLogin(client, plan, signal);
  if (login.rotation !== rotation) return login.texts;
  const password = login.texts[NEXT_PASSWORD];
  const texts = {
    password,
    'postgres-password': password,
    [NEXT_PASSWORD]: null,
  };
  await writeLogin(client, login, texts, null, signal);
  return { ...login.texts, password };
}

/**
 * Sets a new password for the role of the application in a Job, then in the
 * Secret, and then in the credential store. A repeat after a failure continues
 * with the same password, and so does the next reconcile. Open sessions stay
 * open.
 *
 * @throws ConflictError if Backstage may run no Jobs, or if the password was not
 * set or that is not known.
 */
export async function rotatePassword(
  target: Target,
  options: OperateOptions,
): Promise<void> {
  const { signal } = options;
  const { context, snapshot } = target;
  checkBound(snapshot.cluster);
  const plan = await planOf(target, options);
  const refusal = await context.jobs.refusal(plan.namespace, { signal });
  if (refusal) throw new ConflictError(refusal);
  // A missing store must be detected before the old password is replaced.
  const store = context.credentialStore();
  const login = await readLogin(context.client, plan, signal);
  const rotation = await begin(context, login, signal);
  const job = rotationJob(plan, rotation);
  const end = await context.jobs.wait(job, { signal });
  if (end.type !== 'done') {
    // The next request runs another Job, with the same password.
    const failed = await readLogin(context.client, plan, signal);
    if (failed.rotation === rotation)
      await writeLogin(context.client, failed, {}, randomUUID(), signal);
    throw new ConflictError(failureOf(end).text);
  }
  const { username, password } = await complete(
    context,
    plan,
    rotation,
    signal,
  );
  if (!snapshot.cluster.record.credentials) return;
  const { entry } = credentialSourceOf(snapshot, observe(snapshot));
  const before = await store.read(snapshot.ref);
  await store.write(
    { ...(before ?? entry), user: username, password },
    { signal },
  );
}

/** Completes a rotation whose Job has set the password, after a crash. */
export async function continueRotation(
  context: StatefulSetContext,
  plan: DatabasePlan,
  signal?: AbortSignal,
): Promise<void> {
  const { rotation } = await readLogin(context.client, plan, signal);
  if (rotation === undefined) return;
  const job = rotationJob(plan, rotation);
  const progress = await context.jobs.advance(job, { signal });
  if (progress.state === 'ended' && progress.end.type === 'done')
    await complete(context, plan, rotation, signal);
}
