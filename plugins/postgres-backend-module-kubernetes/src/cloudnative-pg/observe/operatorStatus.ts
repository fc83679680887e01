import type { OperatorStatus } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { annotations, type CloudNativePgSnapshot } from '../model';
import { withoutPlugin, withOldPlugin } from './backups/pluginInPods';
import { conditionOf } from './conditionOf';
import { followedSource } from './identity';
import { phaseOf } from './phases';

/** The operator's mark for a successor that it has not chosen yet. */
const PENDING = 'pending';

/** What CloudNativePG tells of a Cluster. */
export function operatorStatus(
  snapshot: CloudNativePgSnapshot,
): OperatorStatus {
  const { annotations: own, generation, spec, status } = snapshot.cluster;
  const { recovery } = spec.bootstrap ?? {};
  const { phase, phaseReason, targetPrimary } = status;
  const ready = conditionOf(snapshot, 'Ready');
  const sleep = conditionOf(snapshot, 'cnpg.io/hibernation');
  return {
    name: 'CloudNativePG',
    kind: 'Cluster',
    phase,
    reason: phaseReason,
    meant: phaseOf(phase ?? ''),
    generation,
    restartFor: pluginWords(snapshot),
    primary: status.currentPrimary,
    nextPrimary: targetPrimary === PENDING ? undefined : targetPrimary,
    isChoosing: targetPrimary === PENDING,
    movesSince: status.targetPrimaryTimestamp,
    failsSince: status.currentPrimaryFailingSinceTimestamp,
    ready: ready && {
      is: ready.status === 'True',
      since: ready.lastTransitionTime,
    },
    sleep: sleep && { since: sleep.lastTransitionTime },
    restartAskedAt: own[annotations.restartedAt],
    pausedBy:
      own[annotations.reconciliationLoop] === 'disabled'
        ? message('removePauseAnnotation', {
            annotation: annotations.reconciliationLoop,
          })
        : undefined,
    // It waits without a word in the status (cluster_create.go).
    awaits:
      recovery?.backup &&
      message('checkSourceBackup', { name: recovery.backup.name }),
    declaredIn: 'its Database objects and managed roles',
    source: followedSource(snapshot),
    synchronous: waitedFor(snapshot),
    isRestored: recovery !== undefined,
  };
}

/** What a restart of instances is for, where a change of their backups needs it. */
function pluginWords(snapshot: CloudNativePgSnapshot): string | undefined {
  const [without, old] = [withoutPlugin(snapshot), withOldPlugin(snapshot)];
  if (without.length)
    return `the plugin for backups is still to be set up in ${without.join(
      ', ',
    )}`;
  return old.length
    ? `the plugin for backups is still in ${old.join(', ')}`
    : undefined;
}

/** By default every commit waits for so many standbys (`dataDurability: required`), unless others outside of the Cluster may confirm instead. */
function waitedFor(snapshot: CloudNativePgSnapshot): number | undefined {
  const { synchronous } = snapshot.cluster.spec.postgresql ?? {};
  if (!synchronous || followedSource(snapshot)) return undefined;
  const { number, dataDurability, hasOthers } = synchronous;
  return dataDurability === 'preferred' || hasOthers ? undefined : number;
}
