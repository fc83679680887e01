import type {
  Claim,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { shownBy, yes } from './claims';
import type { Observation, ObservedDatabase } from './observation';
import type { SnapshotFacts } from './RegionDetails';

/** A snapshot that can be restored. */
export function isFinished({ status }: SnapshotFacts): boolean {
  return status === 'available';
}

/**
 * Returns whether the database would survive the loss of its storage: AWS
 * lists a finished snapshot of it, or has stored its transaction logs up to a
 * moment after its creation.
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
        : 'Snapshots are not read yet',
    );
  return snapshots.some(isFinished)
    ? yes('safe', 'backup', readAt)
    : no('engine', readAt);
}

/** Returns the moments that can be restored; undefined if none is known. */
export function recoveryWindowOf(
  { details: { windows } }: Pick<Observation, 'details'>,
  { recorded: { instance } }: ObservedDatabase,
): RecoveryWindow | undefined {
  const window = windows.value?.get(instance.arn);
  if (!window || !windows.at) return undefined;
  // Backups of a former instance of the same name.
  if (!instance.createdAt || window.from < instance.createdAt) return undefined;
  const { latestRestorableAt: latest = window.to } = instance;
  return {
    from: window.from,
    to: latest > window.to ? latest : window.to,
    evidence: shownBy('recoveryWindow', 'archive', windows.at),
  };
}
