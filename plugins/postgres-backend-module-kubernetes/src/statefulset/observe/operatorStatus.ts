import {
  START_LIMIT_MS,
  WAIT_LIMIT_MS,
  type DatabaseFacts,
  type OperatorStatus,
  type PhaseMeaning,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { restorePhase } from '../backups';
import { message } from '../messages';
import { promotionPhase } from '../promote/phase';
import { resources, type StatefulSetSnapshot } from '../model';
import { dueRestarts } from './restarts';

/** Whether the pod still clones the primary. */
const isCloning = ({ pod }: DatabaseFacts['instances'][number]): boolean =>
  pod?.containers.some(
    ({ name, startedAt }) => name === 'prepare' && startedAt !== undefined,
  ) === true;

/** What Kubernetes does with the StatefulSets. There is no operator that would report it. */
function meaningOf(
  snapshot: StatefulSetSnapshot,
  { hasLogin, instances, desired, primary }: DatabaseFacts,
): PhaseMeaning {
  const { cluster, statefulSets } = snapshot;
  const restore = restorePhase(cluster, primary?.ready === true);
  if (restore) return restore;
  const promotion = promotionPhase(snapshot);
  if (promotion) return promotion;
  if (!hasLogin)
    return {
      type: 'changing',
      label: kubernetesMessage('creatingFirstInstance'),
      limitMs: START_LIMIT_MS,
      creates: 'first',
    };
  const due = dueRestarts(snapshot);
  const others = statefulSets.filter(set => !due.includes(set));
  if (due.length)
    return {
      type: 'changing',
      label: message('restarting'),
      limitMs: START_LIMIT_MS,
      keepsPrimary: !others.some(({ name }) => name === cluster.primary),
    };
  if (statefulSets.some(({ updated }) => !updated))
    return {
      type: 'changing',
      label: message('updatingPods'),
      limitMs: WAIT_LIMIT_MS,
    };
  const adds =
    instances.length < desired ||
    instances.some(each => !each.primary && !each.ready && isCloning(each));
  return adds
    ? {
        type: 'changing',
        label: kubernetesMessage('addingStandby'),
        limitMs: START_LIMIT_MS,
        keepsPrimary: true,
        creates: 'standby',
      }
    : { type: 'healthy' };
}

function phaseOf(meaning: PhaseMeaning): Message {
  if (meaning.type === 'changing') return meaning.label;
  return meaning.type === 'attention' ? meaning.what : message('setsUpdated');
}

/** Returns the status of the StatefulSets, in terms of the base. */
export function operatorStatus(
  snapshot: StatefulSetSnapshot,
  facts: DatabaseFacts,
): OperatorStatus {
  const { cluster } = snapshot;
  const meaning = meaningOf(snapshot, facts);
  return {
    name: 'Kubernetes',
    kind: resources.services.kind,
    // Without counts: it lasts for as long as its meaning.
    phase: phaseOf(meaning).text,
    phaseMeaning: meaning,
    primary: cluster.primary,
    nextPrimary: cluster.primary,
    isChoosing: false,
    manualSteps: {
      primaryDown: message('noFailover'),
      primaryStaysDown: message('askForPrimary'),
      standbyDown: message('checkStandbyPod'),
      volumeTooSmall: message('askForExpansion'),
      volumeDeleted: message('copyBeforeDeletion'),
    },
    checkDeclared: message('checkPodsOfSets'),
    isRestored: cluster.record.restored !== undefined,
  };
}
