import { isError } from '@backstage/errors';
import {
  hasErrorCode,
  type SectionStatus,
} from '@pgstage/backstage-plugin-postgres-common';

/** Returns the section status of a failed read. */
export function failureStatus(error: unknown): Exclude<SectionStatus, 'ok'> {
  if (hasErrorCode(error, 'UpstreamForbidden')) return 'forbidden';
  if (hasErrorCode(error, 'UpstreamTimeout')) return 'timeout';
  switch (isError(error) && error.name) {
    case 'AbortError':
    case 'TimeoutError':
      return 'timeout';
    case 'NotImplementedError':
      return 'unsupported';
    default:
      return 'unreachable';
  }
}
