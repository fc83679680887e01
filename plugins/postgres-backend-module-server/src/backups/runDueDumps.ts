import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { UpstreamRefusedError } from '@pgstage/backstage-plugin-postgres-common';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import { readRecords, recordVersionOf } from '../record';
import type { ServerWatch, WatchServices } from '../observe';
import type { DatabaseBackups } from './DatabaseBackups';
import { DUMP_METHOD } from './readDump';
import { NoSpaceError } from './diskSpace';
import { isScheduled, nextDumpAt } from './dumpSchedule';
import { recordFailedDump } from './recordFailedDump';

/**
 * Takes the scheduled dumps of a server that are due, one after the other, the
 * one that has waited longest first. A failure is logged and does not affect other
 * databases; the list of backups contains the failed dump, also if it could not
 * start, except while another dump or change prevents it.
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
        name: recorded.name,
        recordVersion: recordVersionOf(recorded),
        at: nextDumpAt(ref, dumps, everyHours, now()),
      };
    }),
  );
  const due = planned
    .filter(({ at }) => at <= now())
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { ref, name, recordVersion } of due) {
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
      if (isTransient(error)) continue;
      await recordFailedDump(watch.dumps, name, error as Error, now()).catch(
        ({ message }) =>
          logger.warn(`Could not record the failed dump of ${ref}: ${message}`),
      );
      watch.backupsChanged();
    }
    await waitUntil(() => watch.dumps.isIdle, {
      everyMs: 200,
      // The time of each dump is limited.
      withinMs: Infinity,
      signal,
    });
  }
}

/** Returns whether another dump or change prevented a dump. */
function isTransient(error: unknown): boolean {
  return (
    error instanceof ConflictError &&
    !(error instanceof NoSpaceError || error instanceof UpstreamRefusedError)
  );
}
