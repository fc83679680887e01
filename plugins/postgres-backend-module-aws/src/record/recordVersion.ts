import { recordHash } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RecordedInstance } from './readRecord';

/** Returns `Database.recordVersion`, a hash of the identity of the instance and of all fields that permissions are evaluated on. */
export function recordVersionOf({
  instance,
  record,
  unconfirmed,
  manager,
}: RecordedInstance): string {
  return recordHash([
    instance.resourceId,
    instance.protected,
    record?.binding,
    record?.adopted,
    // Adopting confirms these contents, which others can change.
    unconfirmed?.binding,
    manager?.name,
  ]);
}
