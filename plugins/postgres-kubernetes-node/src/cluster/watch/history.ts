import { ApiStatusError } from '../api/ApiStatusError';

/** The version to resume from has expired, or belongs to another history. */
export class ResourceExpiredError extends Error {}

/** Whether a stream ended in the middle of an event. */
export function isBroken(error: unknown): boolean {
  return !(
    error instanceof ResourceExpiredError ||
    error instanceof ApiStatusError ||
    error instanceof SyntaxError ||
    error instanceof TypeError
  );
}

/**
 * Kubernetes specifies versions as opaque, but those of one resource are etcd's
 * revision everywhere (and comparable by specification since 1.35). A version
 * that is not a number never counts as older.
 */
export function isOlder(version: string, than: string): boolean {
  return (
    /^\d+$/.test(version) &&
    /^\d+$/.test(than) &&
    BigInt(version) < BigInt(than)
  );
}
