import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { OperatorStatus } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { annotations, type CloudNativePgSnapshot } from '../model';
import { withoutPlugin, withOldPlugin } from './backups/pluginInPods';
import { conditionOf } from './conditionOf';
import { followedSource } from './identity';
import { phaseOf } from './phases';

/** The operator's value of `targetPrimary` while it has not chosen the next primary. */
const PENDING = 'pending';

/** Returns what CloudNativePG reports about a Cluster. */
export function operatorStatus(
  snapshot: CloudNativePgSnapshot,
): OperatorStatus {
  const { annotations: own, generation, spec, status } = snapshot.cluster;
  const { recovery } = spec.bootstrap ?? {};
  const { phase, phaseReason, targetPrimary } = status;
  const ready = conditionOf(snapshot, 'Ready');
  const hibernation = conditionOf(snapshot, 'cnpg.io/hibernation');
  return {
    name: 'CloudNativePG',
    kind: 'Cluster',
    phase,
    reason: phaseReason,
    phaseMeaning: phaseOf(phase ?? ''),
    generation,
    restartFor: pluginText(snapshot),
    primary: status.currentPrimary,
    nextPrimary: targetPrimary === PENDING ? undefined : targetPrimary,
    isChoosing: targetPrimary === PENDING,
    movesSince: status.targetPrimaryTimestamp,
    failsSince: status.currentPrimaryFailingSinceTimestamp,
    ready: ready && {
      is: ready.status === 'True',
      since: ready.lastTransitionTime,
    },
    hibernation: hibernation && { since: hibernation.lastTransitionTime },
    restartRequestedAt: own[annotations.restartedAt],
    pausedBy:
      own[annotations.reconciliationLoop] === 'disabled'
        ? message('removePauseAnnotation', {
            annotation: annotations.reconciliationLoop,
          })
        : undefined,
    // The operator waits for it without reporting that in the status (cluster_create.go).
    awaits:
      recovery?.backup &&
      message('checkSourceBackup', { name: recovery.backup.name }),
    checkDeclared: message('checkDeclared'),
    source: followedSource(snapshot),
    synchronous: waitedFor(snapshot),
    isRestored: recovery !== undefined,
  };
}

/** Returns why the instances restart if a change of their backups needs it, else undefined. */
function pluginText(snapshot: CloudNativePgSnapshot): Message | undefined {
  const [without, old] = [withoutPlugin(snapshot), withOldPlugin(snapshot)];
  if (without.length)
    return message('pluginNotYetIn', { instances: without.join(', ') });
  return old.length
    ? message('pluginStillIn', { instances: old.join(', ') })
    : undefined;
}

/**
 * Returns for how many standbys every commit waits: by default (`dataDurability:
 * required`) for the configured number. Undefined if commits do not depend on
 * the standbys of the Cluster, because servers outside of it may confirm instead.
 */
function waitedFor(snapshot: CloudNativePgSnapshot): number | undefined {
  const { synchronous } = snapshot.cluster.spec.postgresql ?? {};
  if (!synchronous || followedSource(snapshot)) return undefined;
  const { number, dataDurability, hasOthers } = synchronous;
  return dataDurability === 'preferred' || hasOthers ? undefined : number;
}
