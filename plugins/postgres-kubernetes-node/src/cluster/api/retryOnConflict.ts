import { retry } from '@pgstage/backstage-plugin-postgres-node/provider';
import { ObjectConflictError } from './refusals';

/** Beyond this someone else writes all the time, and a person should look. */
const MAX_TRIES = 5;

/**
 * Repeats a read with the write that was decided on it, while somebody else
 * writes in between: an operator writes a status every few seconds while it
 * works, and each of its writes outdates ours.
 *
 * @throws ObjectConflictError where that does not end.
 * @public
 */
export function retryOnConflict<T>(readAndWrite: () => Promise<T>): Promise<T> {
  return retry(readAndWrite, {
    tries: MAX_TRIES,
    waitMs: error => (error instanceof ObjectConflictError ? 0 : undefined),
  });
}
