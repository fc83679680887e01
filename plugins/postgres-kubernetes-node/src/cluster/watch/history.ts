import { ApiStatusError } from '../api/ApiStatusError';

/** The history that we want to go on from is gone, or was another one. */
export class ResourceExpiredError extends Error {}

/** Whether a stream ended in the midst; what it said may be understood no more. */
export function isBroken(error: unknown): boolean {
  return !(
    error instanceof ResourceExpiredError ||
    error instanceof ApiStatusError ||
    error instanceof SyntaxError ||
    error instanceof TypeError
  );
}

/**
 * Kubernetes promises only that versions are opaque, but those of one resource
 * are etcd's revision everywhere (and comparable by promise since 1.35). One
 * that is not a number is never taken for older.
 */
export function isOlder(version: string, than: string): boolean {
  return (
    /^\d+$/.test(version) &&
    /^\d+$/.test(than) &&
    BigInt(version) < BigInt(than)
  );
}
