import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionRun } from './definePostgresAction';
import { explain, isEntityUnknown, isUnanswered } from './errors';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 1_000;

/**
 * Repeats a repeatable call for a while where waiting can help: the backend
 * restarts, or an earlier step registered an entity that the catalog has not
 * processed yet.
 */
export async function withPatience<T>(
  { ctx }: ActionRun<unknown>,
  call: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  let told: string | undefined;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const mayPass = isUnanswered(error) || isEntityUnknown(error);
      if (ctx.signal?.aborted || !mayPass || Date.now() > deadline) throw error;
      const { message } = explain(error);
      if (message !== told)
        ctx.logger.warn(`${message} (trying again for a while)`);
      told = message;
      await sleep(PAUSE_MS, undefined, { signal: ctx.signal });
    }
  }
}
