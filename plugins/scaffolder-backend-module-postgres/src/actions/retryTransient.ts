import { InputError } from '@backstage/errors';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ActionRun } from './definePostgresAction';
import { explain, isTransient, missingEntity } from './errors';
import { pauseSince } from './pauseSince';

const RETRY_SECONDS = 60;

/**
 * Retries an idempotent call for a while if the problem can be transient: an
 * earlier step registered an entity that the catalog has not processed yet, as
 * in every template for a new component; the backend is restarting; or a system
 * that it calls is unavailable, such as an API server or a webhook. A step with
 * a longer wait retries these for as long as it may wait.
 */
export async function retryTransient<T>(
  { ctx: { logger, signal } }: ActionRun<unknown>,
  call: () => Promise<T>,
  waitSeconds = 0,
): Promise<T> {
  const startedAt = Date.now();
  let awaited: string | undefined;
  let hasWarned = false;
  for (;;) {
    let failure: unknown;
    try {
      const result = await call();
      if (awaited) logger.info(`${awaited} is in the catalog`);
      return result;
    } catch (error) {
      failure = error;
    }
    const entity = missingEntity(failure);
    const mayRetry = entity !== undefined || isTransient(failure);
    if (signal?.aborted || !mayRetry) throw failure;
    const retrySeconds = Math.max(RETRY_SECONDS, entity ? 0 : waitSeconds);
    if (Date.now() - startedAt > retrySeconds * 1000) {
      if (!entity) throw failure;
      throw new InputError(
        `${entity} did not appear in the catalog within ${RETRY_SECONDS} seconds, or you are not allowed to see it. Check that it is registered, then start the task again.`,
      );
    }
    if (entity && entity !== awaited) {
      awaited = entity;
      logger.info(
        `Waiting for ${entity} to appear in the catalog, for at most ${RETRY_SECONDS} seconds`,
      );
    } else if (!entity && !hasWarned) {
      hasWarned = true;
      logger.warn(`${explain(failure).message} (retrying)`);
    }
    await pause(pauseSince(startedAt), signal);
    signal?.throwIfAborted();
  }
}
