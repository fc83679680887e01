import {
  majorVersion,
  type Message,
  type Need,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  backupOutcome,
  shownBackups,
  type DatabaseFacts,
  type RecoveryRange,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
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
 * backup cannot be restored to a point in time after the upgrade.
 */
export function upgradeNeeds(
  snapshot: CloudNativePgSnapshot,
  { archiving }: Pick<RecoveryRange, 'archiving'>,
  facts: DatabaseFacts = factsOf(snapshot),
): Need[] {
  const { cluster } = snapshot;
  const { phase } = cluster.status;
  const need = (met: boolean, well: Message, unmet: Message): Need => ({
    what: met ? well : unmet,
    met,
  });
  /** Shown only if it is not met. */
  const only = (met: boolean, unmet: Message) =>
    met ? [] : [{ what: unmet, met }];
  const isRunning = shownBackups(backupFactsOf(snapshot)).some(
    ({ status }) => status === 'running',
  );
  const { ready, desired } = facts;
  return [
    ...only(!facts.hibernated, kubernetesMessage('isHibernated')),
    need(
      !facts.fenced.length,
      message('nothingFenced'),
      message('needsFenceLifted'),
    ),
    need(
      ready >= desired,
      message('instancesReady', { ready, desired }),
      message('needsInstancesReady', { ready, desired }),
    ),
    need(
      phaseOf(phase ?? '').type === 'healthy',
      message('noChange'),
      phase ? message('needsHealthyPhase', { phase }) : message('needsPhase'),
    ),
    need(!isRunning, message('noBackupRuns'), message('needsBackupEnded')),
    ...only(
      !(cluster.record.adopted && snapshot.archive),
      message('needsOwnArchive'),
    ),
    backupNeed(snapshot),
    ...only(
      !['off', 'failing', 'late'].includes(archiving.state),
      message('needsArchiving', { archiving: archiving.reason }),
    ),
  ];
}

/** The texts for a known version of the data. */
const OF_VERSION = {
  hasBackup: 'hasBackupOf',
  needsWal: 'needsWalOf',
  needsBackup: 'needsBackupOf',
} as const;

function backupNeed(snapshot: CloudNativePgSnapshot): Need {
  const version = dataVersion(snapshot);
  const { lastGoodAt, onlyBeforeUpgrade, withoutWal } = backupOutcome(
    backupFactsOf(snapshot),
  );
  const met = lastGoodAt !== undefined && !onlyBeforeUpgrade;
  const unmet = withoutWal.length ? 'needsWal' : 'needsBackup';
  const key = met ? 'hasBackup' : unmet;
  return {
    what: version ? message(OF_VERSION[key], { version }) : message(key),
    met,
  };
}
