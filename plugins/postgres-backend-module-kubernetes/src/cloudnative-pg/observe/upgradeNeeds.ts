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

/** The major version of the data; undefined where nobody has told. */
export function dataVersion(
  snapshot: CloudNativePgSnapshot,
): number | undefined {
  const { cluster } = snapshot;
  const told = cluster.record.spec.version ?? serverVersion(snapshot);
  return (
    cluster.status.pgDataImageInfo?.majorVersion ??
    (told === undefined ? undefined : majorVersion(told))
  );
}

/**
 * What an upgrade to another major version needs: the database stands still
 * meanwhile, replicas are cloned anew, and no backup from before can be
 * restored to a moment after. Texts are clauses without a full stop.
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
  /** Told only where it stands against it. */
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
      facts.ready >= facts.wanted,
      `${facts.ready} of ${facts.wanted} instances are ready`,
      `only ${facts.ready} of ${facts.wanted} instances are ready`,
    ),
    need(
      phaseOf(phase ?? '').type === 'healthy',
      'no change is under way',
      `the operator says "${phase ?? 'nothing yet'}"`,
    ),
    need(
      !isRunning,
      'no backup is running',
      'a backup is running: wait until it has ended',
    ),
    ...only(
      !(cluster.record.adopted && snapshot.archive),
      'its archive was set up by hand and would mix the WAL of two versions: upgrade it by hand, with a new serverName for the archive',
    ),
    wayBack(snapshot),
    ...only(
      !['off', 'failing', 'late'].includes(archiving.state),
      `what changes until then would be lost on the way back: ${archiving.reason}`,
    ),
  ];
}

function wayBack(snapshot: CloudNativePgSnapshot): Need {
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
      ? `a backup of ${version} has finished, but the WAL that it needs is not known to be archived, and without it there is no way back: wait until it is, or back it up again`
      : `no backup of ${version} has finished, and without one there is no way back: back it up first`,
    met: false,
  };
}
