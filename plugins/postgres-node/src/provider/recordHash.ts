import { createHash } from 'node:crypto';

/** 132 bits. */
const LENGTH = 22;

/**
 * Returns `Database.recordVersion`: a hash of the identity of a database and of
 * all fields that permissions are evaluated on.
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
