import { retry } from '@pgstage/backstage-plugin-postgres-node/provider';
import { ObjectConflictError } from './refusals';

/** After this many conflicts another writer is in a loop. */
const MAX_TRIES = 5;

/**
 * Repeats a read and the write that depends on it after a conflict: an operator
 * writes a status every few seconds, and each of its writes changes the
 * resourceVersion.
 *
 * @throws ObjectConflictError if conflicts persist.
 * @public
 */
export function retryOnConflict<T>(readAndWrite: () => Promise<T>): Promise<T> {
  return retry(readAndWrite, {
    tries: MAX_TRIES,
    waitMs: error => (error instanceof ObjectConflictError ? 0 : undefined),
  });
}
