import type {
  Claim,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { shownBy, yes } from './claims';
import type { Observation, ObservedDatabase } from './observation';
import type { SnapshotFacts } from './RegionDetails';

/** Whether a snapshot can be restored. */
export function isFinished({ status }: SnapshotFacts): boolean {
  return status === 'available';
}

/**
 * Returns whether the database can be restored if its storage is lost: AWS lists a
 * finished snapshot of it, or has stored its transaction logs up to a time after its
 * creation.
 */
export function safeOf(
  observation: Pick<Observation, 'at' | 'details'>,
  { recorded: { instance }, snapshots }: ObservedDatabase,
): Claim {
  const { at, details } = observation;
  const { createdAt, latestRestorableAt } = instance;
  if (createdAt && latestRestorableAt && latestRestorableAt > createdAt)
    return yes('safe', 'archive', at);
  const { at: readAt, error } = details.snapshots;
  if (!snapshots || !readAt)
    return unknown(
      error
        ? `Snapshots cannot be read: ${error}`
        : 'Snapshots have not been read yet',
    );
  return snapshots.some(isFinished)
    ? yes('safe', 'backup', readAt)
    : no('engine', readAt);
}

/** Returns the range of times that can be restored; undefined if it is unknown. */
export function recoveryWindowOf(
  { details: { windows } }: Pick<Observation, 'details'>,
  { recorded: { instance } }: ObservedDatabase,
): RecoveryWindow | undefined {
  const window = windows.value?.get(instance.arn);
  if (!window || !windows.at) return undefined;
  // Backups of an earlier instance with the same name.
  if (!instance.createdAt || window.from < instance.createdAt) return undefined;
  const { latestRestorableAt: latest = window.to } = instance;
  return {
    from: window.from,
    to: latest > window.to ? latest : window.to,
    evidence: shownBy('recoveryWindow', 'archive', windows.at),
  };
}
