import {
  DeleteDBInstanceCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  finalSnapshotOf,
  type InstanceFacts,
  isPostgres,
  meaningOf,
  takesNoSnapshot,
} from '../instance';
import type { RecordedInstance } from '../record';
import { deleteSecurityGroups } from './securityGroups';
import {
  checkVersion,
  findInstance,
  requireOwn,
  type WriteTarget,
} from './WriteTarget';

/**
 * Deletes the instance with a final snapshot, and retains its automated backups until
 * they expire. After the deletion, a repeated call or `reconcileRegion` deletes its
 * security groups, if they are not those of a create in progress.
 *
 * @throws ConflictError if it is protected, unless `force`; if it is protected and
 * stopped; if it has read replicas; if no final snapshot can be taken, unless `force`
 */
export async function removeDatabase(
  target: WriteTarget,
  { force = false }: RemoveDatabase,
): Promise<void> {
  const recorded = await findInstance(target);
  if (!recorded || !isPostgres(recorded.instance)) {
    if (!recorded) await deleteSecurityGroups(target);
    return;
  }
  checkVersion(target, recorded);
  requireOwn(recorded);
  const { instance } = recorded;
  if (instance.status === 'deleting') return;
  checkRemovable(recorded, force);
  if (instance.protected)
    await target.api.call(
      'rds',
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: target.name,
        DeletionProtection: false,
        ApplyImmediately: true,
      }),
      target,
    );
  await deleteInstance(target, instance, finalSnapshotOf(instance));
  if (!(await findInstance(target))) await deleteSecurityGroups(target);
}

function checkRemovable(
  { instance, record }: RecordedInstance,
  force: boolean,
): void {
  const { identifier, protected: isProtected, replicas, status } = instance;
  if (replicas.length)
    throw new ConflictError(
      `Database '${identifier}' has read replicas, which AWS would promote to databases of their own: ${replicas.join(
        ', ',
      )}. Remove them first`,
    );
  if (isProtected && meaningOf(status)?.kind === 'stopped')
    throw new ConflictError(
      `Database '${identifier}' is protected against removal, and AWS changes no stopped instance: start it first`,
    );
  if (force) return;
  if (isProtected)
    throw new ConflictError(
      `Database '${identifier}' is protected against removal: switch the protection off first, or remove it with force`,
    );
  // An instance that pgstage creates is empty; that of a restore is not.
  const isRestored =
    status === 'creating' && (record?.adopted || record?.restored);
  if (takesNoSnapshot(status) || isRestored)
    throw new ConflictError(
      `AWS takes no final snapshot of '${identifier}' while its status is '${status}': with force it is removed without one, and changes after the last backup are lost`,
    );
}

async function deleteInstance(
  target: WriteTarget,
  instance: InstanceFacts,
  snapshot: string | undefined,
): Promise<void> {
  const deleted = await target.api.tryCall(
    'rds',
    new DeleteDBInstanceCommand({
      DBInstanceIdentifier: target.name,
      ...(snapshot
        ? { FinalDBSnapshotIdentifier: snapshot }
        : { SkipFinalSnapshot: true }),
      DeleteAutomatedBackups: false,
    }),
    [
      'DBInstanceNotFoundFault',
      'DBSnapshotAlreadyExistsFault',
      'InvalidDBInstanceStateFault',
    ],
    target,
  );
  if (deleted) return;
  // Another removal was faster, or the response to an earlier attempt was lost.
  const now = await findInstance(target);
  const isSame = now?.instance.resourceId === instance.resourceId;
  if (!now || !isSame || now.instance.status === 'deleting') return;
  const { status } = now.instance;
  const exists = snapshot ? `, or while a snapshot ${snapshot} exists` : '';
  const advice =
    meaningOf(status)?.kind === 'changing'
      ? 'repeat the request later'
      : 'ask the owner of the account';
  throw new ConflictError(
    `Database '${target.name}' cannot be removed while its status is '${status}'${exists}: ${advice}`,
  );
}
