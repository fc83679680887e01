import { isError } from '@backstage/errors';
import {
  UpstreamForbiddenError,
  UpstreamTimeoutError,
  type SectionStatus,
} from '@pgstage/backstage-plugin-postgres-common';

/** In which status a failed read of a section ends. */
export function failureStatus(error: unknown): Exclude<SectionStatus, 'ok'> {
  if (error instanceof UpstreamForbiddenError) return 'forbidden';
  if (error instanceof UpstreamTimeoutError) return 'timeout';
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
