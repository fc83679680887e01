import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import { type Binding } from '@pgstage/backstage-plugin-postgres-common';
import { normalBinding } from '@pgstage/backstage-plugin-postgres-node/provider';
import { isReplicaInRegion } from '../instance';
import type { DatabaseRecord, RecordedInstance } from '../record';
import type { WriteTarget } from './WriteTarget';
import { updateRecord } from './writeRecord';

/**
 * Replaces the binding. Writes only the record, also on an instance that another
 * tool manages.
 *
 * @throws ConflictError for an instance without a valid record, unless `adopt`, and
 * for a member of a Multi-AZ DB cluster
 */
export async function bindDatabase(
  target: WriteTarget,
  binding: Binding,
  { actor, adopt = false }: { actor: string; adopt?: boolean },
): Promise<void> {
  const at = new Date().toISOString();
  await updateRecord(target, recorded => {
    checkBindable(recorded);
    const before =
      recorded.record ??
      (adopt ? adopted({ at, by: actor }) : unbound(recorded));
    const record = { ...before, binding: normalBinding(binding) };
    return isDeepStrictEqual(record, recorded.record) ? undefined : record;
  });
}

function checkBindable({ instance }: RecordedInstance): void {
  if (isReplicaInRegion(instance))
    throw new ConflictError(
      `'${instance.identifier}' is a read replica of '${instance.replicaOf}': bind that database`,
    );
  if (!instance.clusterId) return;
  throw new ConflictError(
    `'${instance.identifier}' is a member of the Multi-AZ DB cluster ${instance.clusterId}, which is not supported`,
  );
}

/** Returns the record of an adopted instance: nothing in an unconfirmed record was verified. */
function adopted(
  created: DatabaseRecord['created'],
): Omit<DatabaseRecord, 'binding'> {
  return { pgstage: 1, spec: {}, created, adopted: true };
}

function unbound({ instance, unconfirmed, manager }: RecordedInstance): never {
  if (manager && !unconfirmed)
    throw new ConflictError(
      `Database '${instance.identifier}' is managed by ${manager.name} and belongs to no entity: bind it with adopt first`,
    );
  throw new ConflictError(
    unconfirmed
      ? `The record of database '${instance.identifier}' is not signed by this Backstage installation: an administrator must confirm it first by binding it with adopt`
      : `Database '${instance.identifier}' was not created by pgstage and belongs to no entity: bind it with adopt first`,
  );
}
