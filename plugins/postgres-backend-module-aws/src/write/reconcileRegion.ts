import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RegionApi } from '../aws';
import type { CredentialEntries } from '../credentials';
import { readInstances } from '../instance';
import { readSecrets, refOf } from '../observe';
import { modifyObstacle, readRecord, type RecordedInstance } from '../record';
import { outdatedClaims, removeTags } from './claim';
import { completeRecord, isRestorePending } from './completeRecord';
import { findOrphanedGroups, removeOrphanedGroups } from './orphanedGroups';
import type { WriteTarget } from './WriteTarget';

/** The services of a round. */
export interface ReconcileContext {
  api: RegionApi;
  signer: WriteTarget['signer'];
  logger: LoggerService;
  /** Entries in the credential store. */
  entries?: CredentialEntries;
  signal?: AbortSignal;
}

const refIn =
  ({ api }: ReconcileContext) =>
  ({ instance }: RecordedInstance) =>
    refOf(api.config.id, instance.identifier);

/**
 * Completes interrupted writes in a region: signs records again, sets what a restore
 * does not take, removes outdated claims, sets the schedule of managed passwords,
 * stores credentials for applications, and deletes the security groups and credentials
 * of databases that no longer exist. Does not change other groups, or parameters.
 */
export async function reconcileRegion(
  context: ReconcileContext,
): Promise<void> {
  const { api, signer, entries, signal } = context;
  const read = await readInstances(api, { signal });
  const instances = await Promise.all(
    read.map(instance => readRecord(api, instance, signer)),
  );
  for (const recorded of instances)
    await attempt(context, recorded.instance.identifier, () =>
      completeInstance(context, recorded),
    );
  await attempt(context, 'the schedules of passwords', () =>
    setRotations(context, instances),
  );
  await attempt(context, 'credentials', async () => {
    await entries?.sync(instances, { signal });
    await entries?.removeOrphans(instances, { signal });
  });
  await attempt(context, 'security groups', async () => {
    const existing = new Set(instances.map(refIn(context)));
    for (const orphaned of await findOrphanedGroups(context, existing))
      await attempt(context, `security groups of ${orphaned.target.name}`, () =>
        removeOrphanedGroups(orphaned),
      );
  });
}

/** Logs a failure, so that the round continues. */
async function attempt(
  { signal, logger, api }: ReconcileContext,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    signal?.throwIfAborted();
    logger.warn(
      `Could not reconcile ${what} in ${api.config.id}: ${
        (error as Error).message
      }`,
    );
  }
}

async function completeInstance(
  context: ReconcileContext,
  recorded: RecordedInstance,
): Promise<void> {
  const { arn, tags } = recorded.instance;
  const outdated = outdatedClaims(tags);
  if (outdated.length) await removeTags(context, arn, outdated);
  if (!recorded.stale && !isRestorePending(recorded)) return;
  await completeRecord({
    ...context,
    ref: refIn(context)(recorded),
    name: recorded.instance.identifier,
  });
}

/**
 * Sets the schedule of managed passwords: that of AWS for a new secret is seven days.
 * Does not change a schedule that AWS does not report.
 */
async function setRotations(
  context: ReconcileContext,
  instances: RecordedInstance[],
): Promise<void> {
  const { api, signal } = context;
  const own = instances.filter(
    recorded =>
      !modifyObstacle(recorded) &&
      !recorded.record?.adopted &&
      recorded.instance.secret?.status === 'active',
  );
  if (!own.length) return;
  const wanted = `rate(${api.config.rotationDays} days)`;
  const secrets = await readSecrets(api, { signal });
  for (const { instance } of own) {
    const { arn } = instance.secret!;
    const rotation = secrets.get(arn)?.rotation;
    if (rotation !== undefined && rotation !== wanted)
      await attempt(context, `the password of ${instance.identifier}`, () =>
        setRotation(context, arn, wanted),
      );
  }
}

async function setRotation(
  { api, signal }: ReconcileContext,
  SecretId: string,
  ScheduleExpression: string,
): Promise<void> {
  await api.call(
    'secrets',
    new RotateSecretCommand({
      SecretId,
      // Do not rotate now: applications use the current password.
      RotateImmediately: false,
      RotationRules: { ScheduleExpression },
    }),
    { signal },
  );
}
