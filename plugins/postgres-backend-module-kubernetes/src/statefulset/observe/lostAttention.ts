import {
  isKnown,
  sinceOf,
  type RankedAttention,
  type RuleInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { requestsBackups } from '../backups';
import { message } from '../messages';
import { nameOf, namesOf, type StatefulSetSnapshot } from '../model';

/** Whether the volume claim of the primary has existed and is missing. */
function isClaimLost(snapshot: StatefulSetSnapshot): boolean {
  const { cluster, statefulSets, volumeClaims } = snapshot;
  return (
    cluster.dataClaim !== undefined &&
    !cluster.deletedAt &&
    // Otherwise the snapshot may have no parts yet.
    statefulSets.length > 0 &&
    isKnown(snapshot, 'volumeClaims') &&
    !volumeClaims.some(({ instance }) => instance === cluster.primary)
  );
}

/** Whether the volume claim of backups has existed and is missing. Without backups somebody may have removed it. */
function areBackupsLost(snapshot: StatefulSetSnapshot): boolean {
  const { cluster, statefulSets, backupClaims } = snapshot;
  return (
    cluster.backupClaim !== undefined &&
    !cluster.deletedAt &&
    requestsBackups(cluster) &&
    statefulSets.length > 0 &&
    isKnown(snapshot, 'backupClaims') &&
    backupClaims.length === 0
  );
}

/** Returns attention for parts that have existed, are missing and cannot be made again. */
export function lostAttention(
  input: RuleInput<StatefulSetSnapshot>,
): RankedAttention[] {
  const { snapshot } = input;
  const { name, uid, missingSecrets, primary } = snapshot.cluster;
  const { claim, indexOf } = namesOf(nameOf(name));
  const rows: RankedAttention[] = [];
  if (isClaimLost(snapshot))
    rows.push({
      id: 'primary-volume',
      impact: 'failing',
      severity: 'error',
      what: message('claimLost'),
      meaning: message('claimLostMeaning'),
      nextStep: message('keepStandbys'),
      evidence: claim(Math.max(0, indexOf(primary))),
      ...sinceOf(input, 'primary-volume'),
    });
  if (areBackupsLost(snapshot))
    rows.push({
      id: 'backups-lost',
      impact: 'degraded',
      severity: 'error',
      what: message('backupsLost'),
      meaning: message('backupsLostMeaning'),
      nextStep: message('beginBackupsAgain'),
      evidence: namesOf(nameOf(name)).backup,
      ...sinceOf(input, 'backups-lost'),
    });
  if (missingSecrets.length)
    rows.push({
      id: 'secrets',
      impact: 'degraded',
      severity: 'error',
      what: message('secretsLost', { names: missingSecrets.join(', ') }),
      meaning: message('secretsLostMeaning'),
      nextStep: message('restoreSecrets', { uid }),
      ...sinceOf(input, 'secrets'),
    });
  return rows;
}
