import type { Evidence } from '@pgstage/backstage-plugin-postgres-common';
import { MINUTE } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { skipsArchiving, annotations, type FoundDatabase } from '../../model';
import { shownBy } from '../claims';
import { conditionOf } from '../moment';
import { primaryLacksPlugin } from './pluginInPods';
import { earliest, iso } from './times';

/** Archiving may fail for so long while the primary changes, before anybody is told. */
export const SETTLE_MS = MINUTE;
/** The operator's default for `archive_timeout`, after which WAL is archived at the latest. */
const ARCHIVE_TIMEOUT_MS = 5 * MINUTE;

/** Whether WAL is archived, by the newest evidence. */
export type Archiving =
  | NotArchiving
  | {
      state: 'working';
      reason: string;
      evidence: Evidence;
      since?: undefined;
    };

interface NotArchiving {
  state: /** No archive is configured. */
  | 'none'
    /** Switched off by an annotation. */
    | 'off'
    | 'failing'
    /** The plugin that does it is still to come to the primary. */
    | 'starting'
    /** Failing since just now, as it does at every change of the primary. */
    | 'settling'
    /** Changes wait for longer than they should. */
    | 'late'
    /** Nobody who knows has told. */
    | 'unknown';
  /** In words, without a full stop. */
  reason: string;
  /** Since when it is failing or late. */
  since?: string;
}

/** How old changes may be that are not archived: twice the time after which they should be. */
export function protectionLimitMs({ cluster }: FoundDatabase): number {
  const asked = cluster.spec.postgresql?.parameters?.archive_timeout ?? '';
  const [, number, unit = 's'] =
    /^\s*(\d+)\s*(ms|s|min|h|d)?\s*$/.exec(asked) ?? [];
  const units = { ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
  const timeoutMs = Number(number ?? 0) * units[unit as keyof typeof units];
  return 2 * Math.max(ARCHIVE_TIMEOUT_MS, timeoutMs);
}

/** Since when archiving is known to fail; undefined where it is not. The newer of two words counts. */
export function failingSince(found: FoundDatabase): string | undefined {
  const { archiver } = found;
  const condition = conditionOf(found, 'ContinuousArchiving');
  const changedAt = iso(condition?.lastTransitionTime) ?? '';
  const refuted = (archiver?.lastArchivedAt ?? '') > changedAt;
  return earliest([
    condition?.status === 'False' && !(refuted && !archiver?.failingSince)
      ? changedAt || found.cluster.createdAt
      : undefined,
    condition?.status === 'True' && changedAt > (archiver?.at ?? '')
      ? undefined
      : archiver?.failingSince,
  ]);
}

/**
 * The operator's condition alone is no evidence that WAL is archived: where no
 * archive is configured, it says so, too. What the primary counts is.
 */
export function archivingOf(found: FoundDatabase, now: Date): Archiving {
  const { archive, archiver, cluster } = found;
  if (!archive) {
    return {
      state: 'none',
      reason:
        'No archive is configured: only the moment of a backup can be restored',
    };
  }
  if (skipsArchiving(cluster)) {
    return {
      state: 'off',
      reason: `WAL is not archived: switched off by the annotation ${annotations.skipWalArchiving}`,
    };
  }
  if (primaryLacksPlugin(found)) {
    return {
      state: 'starting',
      reason:
        'WAL is archived once the primary was restarted with the plugin for backups',
    };
  }
  const condition = conditionOf(found, 'ContinuousArchiving');
  const since = failingSince(found);
  if (since !== undefined) {
    const why = condition?.status === 'False' ? condition.message : undefined;
    return {
      state:
        now.getTime() - Date.parse(since) < SETTLE_MS ? 'settling' : 'failing',
      reason: `WAL is not archived${why ? `: ${why}` : ''}`,
      since,
    };
  }
  if (!archiver) {
    return {
      state: 'unknown',
      reason:
        condition?.status === 'True'
          ? 'The operator says that WAL is archived; until when is not known, as the primary has not told'
          : 'No WAL was archived yet, as far as is known',
    };
  }
  const { lastArchivedAt, waiting, at } = archiver;
  const until = archiver.until ?? lastArchivedAt;
  if (!until) return { state: 'unknown', reason: 'No WAL was archived yet' };
  const waits = Date.parse(at) - Date.parse(until);
  if (waiting && waits > protectionLimitMs(found)) {
    return {
      state: 'late',
      reason: `WAL was last archived at ${until}, and changes wait since`,
      since: until,
    };
  }
  return {
    state: 'working',
    reason: 'WAL is archived',
    evidence: shownBy('archiving', 'instance', at),
  };
}
