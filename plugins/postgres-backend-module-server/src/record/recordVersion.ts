import { createHash } from 'node:crypto';
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
  const fields = [
    system,
    oid,
    roleOid,
    missing?.replacedBy?.oid,
    record?.binding,
    record?.spec.protected,
    record?.adopted,
    // Adopting confirms these contents, which others can change.
    unconfirmed?.binding,
  ];
  return createHash('sha256')
    .update(JSON.stringify(fields))
    .digest('base64url')
    .slice(0, 22);
}
