import {
  ApiConnectionError,
  ApiStatusError,
  ApiTimeoutError,
} from '../api/ApiStatusError';

/**
 * How reading one kind of one cluster goes. `pending`: nothing was read yet.
 * Objects that were read stay in the store whatever the status, except for
 * `notServed`, where the cluster has none.
 *
 * @public
 */
export interface KindStatus {
  status:
    | 'pending'
    | 'ok'
    | 'forbidden'
    | 'unreachable'
    | 'timeout'
    | 'notServed';
  /** When it became so, RFC 3339. */
  since: string;
  /** What the cluster last said, unless `ok`. */
  message?: string;
  /** When the cluster was last heard of this kind: a list, an event, a bookmark. */
  observedAt?: string;
}

/** What a failed list or watch says about the kind. */
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
        : 'the answer could not be read',
  };
}
