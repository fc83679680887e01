import type {
  Claim,
  RecoveryWindow,
} from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { shownBy, yes } from './claims';
import type { InstanceFacts } from '../instance';
import { message } from '../messages';
import type { Observation, ObservedDatabase } from './observation';
import type { SnapshotFacts } from './RegionDetails';

/** Whether a snapshot can be restored. */
export function isFinished({ status }: SnapshotFacts): boolean {
  return status === 'available';
}

/**
 * Returns the latest time that AWS can restore, or undefined if there is none. An
 * emulator reports one, but stores nothing.
 */
export function protectedUntilOf(
  { config }: Pick<Observation, 'config'>,
  { createdAt, latestRestorableAt: latest }: InstanceFacts,
): string | undefined {
  if (config.endpoint) return undefined;
  return createdAt && latest && latest > createdAt ? latest : undefined;
}

/**
 * Returns whether the database can be restored if its storage is lost: AWS lists a
 * finished snapshot of it, or has stored its transaction logs up to a time after its
 * creation.
 */
export function safeOf(
  observation: Observation,
  { recorded: { instance }, snapshots }: ObservedDatabase,
): Claim {
  const { config, at, details } = observation;
  if (config.endpoint) return unknown(message('emulated'));
  if (protectedUntilOf(observation, instance))
    return yes('safe', 'archive', at);
  const { at: readAt, error } = details.snapshots;
  if (!snapshots || !readAt)
    return unknown(
      error
        ? message('snapshotsUnreadable', { error })
        : message('snapshotsNotRead'),
    );
  return snapshots.some(isFinished)
    ? yes('safe', 'backup', readAt)
    : no('engine', readAt);
}

/** Returns the range of times that can be restored; undefined if it is unknown. */
export function recoveryWindowOf(
  { config, details: { windows } }: Observation,
  { recorded: { instance } }: ObservedDatabase,
): RecoveryWindow | undefined {
  if (config.endpoint) return undefined;
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
