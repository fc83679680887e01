import { createHash } from 'node:crypto';
import type { RecordedDatabase } from './matchRecords';

/** `Database.recordVersion`: the identity of the database, and all that rights on it are judged on. */
export function recordVersionOf({
  system,
  oid,
  roleOid,
  missing,
  record,
  unconfirmed,
}: RecordedDatabase): string {
  const judged = [
    system,
    oid,
    roleOid,
    missing?.replacedBy?.oid,
    record?.binding,
    record?.spec.protected,
    record?.adopted,
    // Who confirms it means what it says then, and others can write it.
    unconfirmed?.binding,
  ];
  return createHash('sha256')
    .update(JSON.stringify(judged))
    .digest('base64url')
    .slice(0, 22);
}
