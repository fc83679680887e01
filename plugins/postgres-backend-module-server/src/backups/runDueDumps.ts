import type { LoggerService } from '@backstage/backend-plugin-api';
import { readRecords, recordVersionOf } from '../record';
import type { ServerWatch, WatchServices } from '../observe';
import type { DatabaseBackups } from './DatabaseBackups';
import { DUMP_METHOD } from './Dumps';
import { isScheduled, nextDumpAt } from './dumpSchedule';

/**
 * Takes the scheduled dumps of a server that are due, one after the other, the
 * one that has waited longest first. A failure is logged and does not affect other
 * databases; the list of backups contains the failed dump.
 */
export async function runDueDumps(
  watch: ServerWatch,
  backups: DatabaseBackups,
  {
    logger,
    now,
    signer,
  }: Pick<WatchServices, 'now' | 'signer'> & {
    logger: LoggerService;
  },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { everyHours } = watch.connections.server.dumps?.schedule ?? {};
  if (!everyHours) return;
  const records = await readRecords(watch.query(signal), signer);
  const planned = await Promise.all(
    records.filter(isScheduled).map(async recorded => {
      const ref = watch.ref(recorded.name);
      const dumps = await watch.dumps.list(recorded.name);
      return {
        ref,
        recordVersion: recordVersionOf(recorded),
        at: nextDumpAt(ref, dumps, everyHours, now()),
      };
    }),
  );
  const due = planned
    .filter(({ at }) => at <= now())
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { ref, recordVersion } of due) {
    signal?.throwIfAborted();
    try {
      // Hours can have passed: the name can belong to another database by now.
      await backups.create(
        ref,
        { method: DUMP_METHOD },
        { signal, recordVersion },
      );
    } catch (error) {
      signal?.throwIfAborted();
      logger.warn(
        `Could not take the scheduled dump of ${ref}: ${
          (error as Error).message
        }`,
      );
    }
    await watch.dumps.untilIdle();
  }
}
