import { hasErrorCode } from '@pgstage/backstage-plugin-postgres-common';

const REJECTIONS = ['ConflictError', 'InputError', 'NotFoundError'];

/**
 * Whether a request was rejected, for its input or the state of the database.
 * If another system failed or did not respond, nothing is known about what was
 * written.
 */
export function isRejection(error: unknown): boolean {
  return (
    error instanceof Error &&
    REJECTIONS.includes(error.name) &&
    !hasErrorCode(error, 'UpstreamRefused') &&
    !hasErrorCode(error, 'UpstreamForbidden')
  );
}
