import { createHash } from 'node:crypto';

/** 132 bits. */
const LENGTH = 22;

/**
 * Returns a hash of parts of a record. As `Database.recordVersion`: of the identity
 * of a database and of all fields that permissions are evaluated on.
 *
 * @param fields - always in the same order; undefined for an absent one
 * @public
 */
export function recordHash(fields: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(fields))
    .digest('base64url')
    .slice(0, LENGTH);
}
