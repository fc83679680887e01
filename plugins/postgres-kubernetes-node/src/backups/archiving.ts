import type {
  Evidence,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { shownBy } from '../claims';
import { message } from '../messages';
import { withReason } from '../messages/withReason';
import { MINUTE } from '../observe/EvaluationTime';
import type { ArchiveFacts, BackupFacts } from './BackupFacts';
import { earliest, iso } from './times';

/** Archiving may fail for this long during a change of the primary without being reported. */
export const SETTLE_MS = MINUTE;
/** The default of operators for `archive_timeout`. */
const ARCHIVE_TIMEOUT_MS = 5 * MINUTE;

/** Whether WAL is archived, by the newest evidence. @public */
export type Archiving =
  | NotArchiving
  | {
      state: 'working';
      reason: Message;
      evidence: Evidence;
      since?: undefined;
    };

/** Why WAL is not archived, or why that is not known. @public */
export interface NotArchiving {
  /**
   * - `none`: no archive is configured.
   * - `off`: archiving is disabled.
   * - `failing`: archiving fails.
   * - `starting`: archiving has not started yet.
   * - `settling`: it has failed for a short time, as at every change of the
   *   primary.
   * - `late`: changes have waited for longer than the limit.
   * - `unknown`: neither the operator nor the primary reports it.
   */
  state:
    | 'none'
    | 'off'
    | 'failing'
    | 'starting'
    | 'settling'
    | 'late'
    | 'unknown';
  reason: Message;
  /** Since when it is failing or late. */
  since?: string;
}

/** Returns the maximum age of changes that are not archived: twice the time after which they should be. */
export function protectionLimitMs(
  archive: Pick<ArchiveFacts, 'timeoutMs'> | undefined,
): number {
  return 2 * Math.max(ARCHIVE_TIMEOUT_MS, archive?.timeoutMs ?? 0);
}

/** Returns the milliseconds of `archive_timeout` in PostgreSQL's notation; 0 if it is not valid. @public */
export function archiveTimeoutMs(setting = ''): number {
  const [, number, unit = 's'] =
    /^\s*(\d+)\s*(ms|s|min|h|d)?\s*$/.exec(setting) ?? [];
  const units = { ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
  return Number(number ?? 0) * units[unit as keyof typeof units];
}

/** Returns since when archiving is known to fail, or undefined if it is not. The newer of the two reports counts. @public */
export function failingSince(facts: BackupFacts): string | undefined {
  const { archive, archiver } = facts;
  const said = archive?.condition;
  const changedAt = iso(said?.since) ?? '';
  const refuted = (archiver?.lastArchivedAt ?? '') > changedAt;
  return earliest([
    said?.works === false && !(refuted && !archiver?.failingSince)
      ? changedAt || facts.createdAt
      : undefined,
    said?.works && changedAt > (archiver?.at ?? '')
      ? undefined
      : archiver?.failingSince,
  ]);
}

/**
 * The operator's condition alone is no evidence that WAL is archived; the
 * statistics of the primary are.
 */
export function archivingOf(facts: BackupFacts, now: Date): Archiving {
  const { archive, archiver } = facts;
  if (!archive) {
    return { state: 'none', reason: message('noArchive') };
  }
  const { off, starting, condition } = archive;
  if (off) {
    return {
      state: 'off',
      reason: message('archivingDisabled', { annotation: off.annotation }),
    };
  }
  if (starting) return { state: 'starting', reason: starting };
  const since = failingSince(facts);
  if (since !== undefined) {
    const why = condition?.works === false ? condition.message : undefined;
    return {
      state:
        now.getTime() - Date.parse(since) < SETTLE_MS ? 'settling' : 'failing',
      reason: withReason(message('notArchived'), why),
      since,
    };
  }
  if (!archiver) {
    return {
      state: 'unknown',
      reason: condition?.works
        ? message('archivedAsReported')
        : message('nothingKnownArchived'),
    };
  }
  const { lastArchivedAt, waiting, at } = archiver;
  const until = archiver.until ?? lastArchivedAt;
  if (!until) return { state: 'unknown', reason: message('nothingArchived') };
  const waits = Date.parse(at) - Date.parse(until);
  if (waiting && waits > protectionLimitMs(archive)) {
    return {
      state: 'late',
      reason: message('archivedUntil', { at: until }),
      since: until,
    };
  }
  return {
    state: 'working',
    reason: providerMessage('walIsArchived'),
    evidence: shownBy('archiving', 'instance', at),
  };
}
