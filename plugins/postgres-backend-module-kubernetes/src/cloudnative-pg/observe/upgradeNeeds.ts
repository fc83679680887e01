import {
  majorVersion,
  type Need,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  backupOutcome,
  shownBackups,
  type DatabaseFacts,
  type RecoveryRange,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from './backups/backupFactsOf';
import { factsOf } from './facts';
import { phaseOf } from './phases';
import { serverVersion } from './identity';

/** Returns the major version of the data, or undefined if it is not known. */
export function dataVersion(
  snapshot: CloudNativePgSnapshot,
): number | undefined {
  const { cluster } = snapshot;
  const version = cluster.record.spec.version ?? serverVersion(snapshot);
  return (
    cluster.status.pgDataImageInfo?.majorVersion ??
    (version === undefined ? undefined : majorVersion(version))
  );
}

/**
 * Returns the preconditions of an upgrade to another major version. During the
 * upgrade the database is down, then the standbys are cloned again. An earlier
 * backup cannot be restored to a point in time after the upgrade. Texts are
 * clauses without a full stop.
 */
export function upgradeNeeds(
  snapshot: CloudNativePgSnapshot,
  { archiving }: Pick<RecoveryRange, 'archiving'>,
  facts: DatabaseFacts = factsOf(snapshot),
): Need[] {
  const { cluster } = snapshot;
  const { phase } = cluster.status;
  const need = (met: boolean, well: string, unmet: string): Need => ({
    text: met ? well : unmet,
    met,
  });
  /** Shown only if it is not met. */
  const only = (met: boolean, unmet: string) =>
    met ? [] : [{ text: unmet, met }];
  const isRunning = shownBackups(backupFactsOf(snapshot)).some(
    ({ status }) => status === 'running',
  );
  return [
    ...only(!facts.hibernated, 'it is hibernated: wake it first'),
    need(
      !facts.fenced.length,
      'no instance is fenced',
      'instances are fenced: lift that first',
    ),
    need(
      facts.ready >= facts.desired,
      `${facts.ready} of ${facts.desired} instances are ready`,
      `only ${facts.ready} of ${facts.desired} instances are ready`,
    ),
    need(
      phaseOf(phase ?? '').type === 'healthy',
      'no change is in progress',
      `the operator reports "${phase ?? 'nothing yet'}"`,
    ),
    need(
      !isRunning,
      'no backup is running',
      'a backup is running: wait until it has ended',
    ),
    ...only(
      !(cluster.record.adopted && snapshot.archive),
      'its archive was configured outside pgstage and would mix the WAL of two versions: upgrade it there, with a new serverName for the archive',
    ),
    backupNeed(snapshot),
    ...only(
      !['off', 'failing', 'late'].includes(archiving.state),
      `changes made until then would be lost on the way back: ${archiving.reason}`,
    ),
  ];
}

function backupNeed(snapshot: CloudNativePgSnapshot): Need {
  const from = dataVersion(snapshot);
  const version = from === undefined ? 'its version' : `PostgreSQL ${from}`;
  const { lastGoodAt, onlyBeforeUpgrade, withoutWal } = backupOutcome(
    backupFactsOf(snapshot),
  );
  if (lastGoodAt && !onlyBeforeUpgrade)
    return {
      text: `a backup of ${version} has finished, which is the only way back`,
      met: true,
    };
  return {
    text: withoutWal.length
      ? `a backup of ${version} has finished, but it is not known whether the WAL that it needs is archived, and without that WAL there is no way back: wait until it is archived, or create another backup`
      : `no backup of ${version} has finished, and without one there is no way back: create one first`,
    met: false,
  };
}
