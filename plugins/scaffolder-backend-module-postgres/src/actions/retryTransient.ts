import { InputError } from '@backstage/errors';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ActionRun } from './definePostgresAction';
import { explain, isPassing, missingEntity } from './errors';
import { pauseSince } from './pauseSince';

const PATIENCE_SECONDS = 60;

/**
 * Repeats a repeatable call for a while where waiting can help: an earlier
 * step registered an entity that the catalog has not processed yet, which is
 * what every template for a new component does, or the backend restarts, or
 * what it asks is away: an API server, a webhook. A step that may wait for
 * longer is as patient with these.
 */
export async function retryTransient<T>(
  { ctx: { logger, signal } }: ActionRun<unknown>,
  call: () => Promise<T>,
  waitSeconds = 0,
): Promise<T> {
  const begun = Date.now();
  let awaited: string | undefined;
  let isTold = false;
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
    const mayPass = entity !== undefined || isPassing(failure);
    if (signal?.aborted || !mayPass) throw failure;
    const patience = Math.max(PATIENCE_SECONDS, entity ? 0 : waitSeconds);
    if (Date.now() - begun > patience * 1000) {
      if (!entity) throw failure;
      throw new InputError(
        `${entity} did not appear in the catalog within ${PATIENCE_SECONDS} seconds, or you may not see it. Check that it is registered, then start the task again.`,
      );
    }
    if (entity && entity !== awaited) {
      awaited = entity;
      logger.info(
        `Waiting for ${entity} to appear in the catalog, for at most ${PATIENCE_SECONDS} seconds`,
      );
    } else if (!entity && !isTold) {
      isTold = true;
      logger.warn(`${explain(failure).message} (trying again for a while)`);
    }
    await pause(pauseSince(begun), signal);
    signal?.throwIfAborted();
  }
}
