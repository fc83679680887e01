import { createHash } from 'node:crypto';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { isRestoring, type RecordedDatabase } from '../record';

const HOUR_MS = 3_600_000;
/** Wait before a failed dump is repeated within its period. */
const RETRY_MS = HOUR_MS;

/**
 * Returns when the next scheduled dump of a database is due; at most `now` if it
 * is due already. Time is divided into periods of `everyHours`, which start at
 * another time for each database, so that the dumps of a server are spread over
 * the period. Each period has one good dump, also one that a user requested.
 *
 * @param ref - determines when the periods of the database start
 * @param dumps - newest first
 */
export function nextDumpAt(
  ref: string,
  dumps: Pick<Backup, 'status' | 'startedAt'>[],
  everyHours: number,
  now: Date,
): Date {
  const every = everyHours * HOUR_MS;
  const start =
    now.getTime() - ((now.getTime() - offsetOf(ref, every)) % every);
  const inPeriod = dumps.filter(
    ({ startedAt }) => Date.parse(startedAt) >= start,
  );
  if (inPeriod.some(({ status }) => status !== 'failed'))
    return new Date(start + every);
  const [failed] = inPeriod;
  return new Date(
    failed
      ? Math.min(Date.parse(failed.startedAt) + RETRY_MS, start + every)
      : start,
  );
}

/** Returns whether a database is dumped on schedule: it belongs to an entity, and is complete. */
export function isScheduled({
  exists,
  record,
}: Pick<RecordedDatabase, 'exists' | 'record'>): boolean {
  return (
    exists &&
    record !== undefined &&
    !isRestoring(record) &&
    (record.finished !== undefined || record.adopted === true)
  );
}

function offsetOf(ref: string, every: number): number {
  return createHash('sha256').update(ref).digest().readUInt32BE() % every;
}
