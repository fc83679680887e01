import { recordHash } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RecordedDatabase } from './matchRecords';

/** Returns `Database.recordVersion`, a hash of the identity of the database and of all fields that permissions are evaluated on. */
export function recordVersionOf({
  system,
  oid,
  roleOid,
  missing,
  record,
  unconfirmed,
}: RecordedDatabase): string {
  return recordHash([
    system,
    oid,
    roleOid,
    missing?.replacedBy?.oid,
    record?.binding,
    record?.spec.protected,
    record?.adopted,
    // Adopting confirms these contents, which others can change.
    unconfirmed?.binding,
  ]);
}
