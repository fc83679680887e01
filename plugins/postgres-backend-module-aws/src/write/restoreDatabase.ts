import { ConflictError } from '@backstage/errors';
import {
  type Difference,
  invalidField,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import {
  differencesOf,
  normalBinding,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { InstanceFacts } from '../instance';
import { readSnapshots, readWindows } from '../observe';
import {
  type DatabaseRecord,
  type RecordedInstance,
  readObstacle,
} from '../record';
import { nameProblem } from '../rules';
import { checkSameInstance } from './checkSameInstance';
import { completeRecord } from './completeRecord';
import { ensureParameterGroup } from './parameterGroup';
import { requestRestore } from './requestRestore';
import { type RestorePoint, restorePointOf } from './restorePoint';
import { ensureSecurityGroups } from './securityGroups';
import { ensureSubnetGroup } from './subnetGroup';
import { findInstance, getInstance, type WriteTarget } from './WriteTarget';
import { requestTags } from './writeRecord';

/** A restore, with what is known from the last observation. */
interface RestoreOptions {
  actor: string;
  /** Returns the end of the standard support of a version, if it has ended. */
  supportEndedAt: (version: string | undefined) => string | undefined;
}

/**
 * Restores a snapshot or a time of the source into a new instance, or completes an
 * earlier call. Does not modify the source. The request to AWS contains the record, as
 * that of a create; what AWS does not restore is set when the instance is available,
 * by a repeated call or `reconcileRegion`.
 *
 * @param source - with the record version that the caller was authorized on
 * @param target - the new database
 * @throws InvalidFieldsError naming `name`, `backup` or `targetTime`
 * @throws DifferencesError if another instance has the name
 * @throws ConflictError if nothing may or can be restored
 */
export async function restoreDatabase(
  source: WriteTarget,
  target: WriteTarget,
  request: ProvisionRestore,
  options: RestoreOptions,
): Promise<void> {
  const problem = nameProblem(target.name);
  if (problem) throw invalidField('name', problem);
  const recorded = await getInstance(source);
  const restored = restoredOf(source, recorded, request);
  const existing = await findInstance(target);
  if (existing) checkSame(target, existing, request, restored);
  else await restoreInstance(target, recorded, { request, restored, options });
  await completeRecord(target, { maySign: status => status !== 'creating' });
}

type Restored = NonNullable<DatabaseRecord['restored']>;

/** @throws ConflictError if the database must not be restored */
function restoredOf(
  { ref }: WriteTarget,
  recorded: RecordedInstance,
  { backup, targetTime }: ProvisionRestore,
): Restored {
  const { instance } = recorded;
  const obstacle = readObstacle(recorded);
  if (obstacle)
    throw new ConflictError(
      `Database '${instance.identifier}' cannot be restored: ${obstacle.text}`,
    );
  return {
    from: ref,
    resourceId: instance.resourceId,
    ...(backup !== undefined && { backup }),
    ...(targetTime !== undefined && { targetTime }),
  };
}

/** @throws ConflictError if the instance is not what the request restores */
function checkSame(
  target: WriteTarget,
  existing: RecordedInstance,
  { binding }: ProvisionRestore,
  restored: Restored,
): void {
  const fields = (from?: Omit<Restored, 'incomplete'>) => ({
    source: from && `${from.from} (${from.resourceId})`,
    backup: from?.backup,
    targetTime: from?.targetTime,
  });
  checkSameInstance(target, existing, (record): Difference[] =>
    differencesOf(
      {
        ...fields(record?.restored),
        ...(record && normalBinding(record.binding)),
      },
      { ...fields(restored), ...(record && normalBinding(binding)) },
    ),
  );
}

interface Restore {
  request: ProvisionRestore;
  restored: Restored;
  options: RestoreOptions;
}

async function restoreInstance(
  target: WriteTarget,
  recorded: RecordedInstance,
  { request, restored, options }: Restore,
): Promise<void> {
  const { instance } = recorded;
  const point = restorePointOf(request, await readBackups(target, instance));
  const record = newRecord(target, recorded, point, {
    request,
    restored,
    actor: options.actor,
  });
  const tags = await requestTags(target, record);
  const groups = await ensureGroups(target, instance, point, {
    request,
    options,
  });
  try {
    await requestRestore(target, instance, point, { record, tags, groups });
  } catch (error) {
    // Another call may have been faster, or the response was lost.
    const existing = await findInstance(target);
    if (!existing) throw error;
    checkSame(target, existing, request, restored);
  }
}

async function readBackups(target: WriteTarget, instance: InstanceFacts) {
  const { identifier, arn } = instance;
  const [snapshots, windows] = await Promise.all([
    readSnapshots(target.api, { identifier }, target),
    readWindows(target.api, target),
  ]);
  return { instance, snapshots, from: windows.get(arn)?.from };
}

async function ensureGroups(
  target: WriteTarget,
  source: InstanceFacts,
  { version }: RestorePoint,
  { request, options }: Pick<Restore, 'request' | 'options'>,
) {
  const DBSubnetGroupName = await ensureSubnetGroup(target);
  const isUpgraded =
    !source.extendedSupport && options.supportEndedAt(version) !== undefined;
  const DBParameterGroupName =
    version === undefined || isUpgraded
      ? undefined
      : await ensureParameterGroup(target, version);
  const { incoming } = await ensureSecurityGroups(target, request.binding);
  return {
    DBSubnetGroupName,
    DBParameterGroupName,
    VpcSecurityGroupIds: [incoming],
  };
}

/** Returns the record of the new database: the requested settings of the source, with what cannot be derived from the new name. */
function newRecord(
  { api: { config } }: WriteTarget,
  { instance, record }: RecordedInstance,
  point: RestorePoint,
  {
    request: { binding, taskId },
    restored,
    actor,
  }: Omit<Restore, 'options'> & { actor: string },
): DatabaseRecord {
  const { spec } = record!;
  // It would disclose the password of the new database to the application of the source.
  const { credentials, ...sourceOptions } = spec.options ?? {};
  const { storage, retentionDays } = instance;
  const gibibytes = 'snapshot' in point && point.snapshot.gibibytes;
  const isOther =
    spec.version !== undefined &&
    point.version !== undefined &&
    majorVersion(spec.version) !== majorVersion(point.version);
  return {
    pgstage: 1,
    spec: {
      ...spec,
      ...(isOther && { version: point.version }),
      storage: `${gibibytes || storage.gibibytes}Gi`,
      database: instance.database ?? spec.database,
      user: instance.user,
      protected: instance.protected,
      options: {
        ...sourceOptions,
        ...(retentionDays > config.backups.retentionDays && {
          backupRetentionDays: retentionDays,
        }),
        ...(storage.maxGibibytes && {
          maxStorage: `${storage.maxGibibytes}Gi`,
        }),
      },
    },
    binding: normalBinding(binding),
    created: { at: new Date().toISOString(), by: actor, taskId },
    restored: { ...restored, incomplete: true },
  };
}
