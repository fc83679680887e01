import {
  ApiConnectionError,
  ApiStatusError,
  ApiTimeoutError,
} from '../api/ApiStatusError';

/**
 * Status of reading one kind of one cluster. Objects stay in the store whatever
 * the status, except for `notServed`: then the cluster has none.
 *
 * @public
 */
export interface KindStatus {
  /**
   * - `pending`: nothing was read yet.
   * - `ok`: the store is in sync with the cluster.
   * - `forbidden`: Backstage lacks the permission, or its credentials are rejected.
   * - `unreachable`: the last request failed, or nothing is watched.
   * - `timeout`: the cluster did not respond in time.
   * - `notServed`: the cluster does not serve the kind.
   */
  status:
    | 'pending'
    | 'ok'
    | 'forbidden'
    | 'unreachable'
    | 'timeout'
    | 'notServed';
  /** Since when it has this status, RFC 3339. */
  since: string;
  /** Last message of the cluster, unless `ok`. */
  message?: string;
  /** When this kind was last observed: by a list, an event or a bookmark. */
  observedAt?: string;
}

/** Returns the status that follows from a failed list or watch. */
export function statusOfFailure(
  error: unknown,
): Pick<KindStatus, 'status' | 'message'> {
  if (error instanceof ApiTimeoutError) {
    return { status: 'timeout', message: error.message };
  }
  if (error instanceof ApiStatusError) {
    const { code, message } = error.status;
    return code === 401 || code === 403
      ? { status: 'forbidden', message }
      : { status: 'unreachable', message };
  }
  return {
    status: 'unreachable',
    message:
      error instanceof ApiConnectionError
        ? error.message
        : 'the response could not be read',
  };
}
