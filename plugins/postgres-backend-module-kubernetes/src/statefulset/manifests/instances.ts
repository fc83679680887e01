import {
  prune,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  labels,
  MAX_INSTANCES,
  namesOf,
  otherThan,
  REPLACED,
  resources,
  SIZE,
} from '../model';
import { keptMetadataOf, metadataOf, selectorOf } from './metadata';
import type { DatabasePlan } from './plan';
import { podSpec } from './podSpec';

/** Returns the volume claim of an instance. It is not in the StatefulSet, whose templates of claims cannot be changed. */
export function volumeClaim(plan: DatabasePlan, index: number): Manifest {
  const { claim, instance } = namesOf(plan.name);
  const { storage } = plan.spec;
  return {
    kind: resources.persistentVolumeClaims,
    object: {
      metadata: keptMetadataOf(plan, claim(index), {
        [labels.instance]: instance(index),
      }),
      spec: prune({
        accessModes: ['ReadWriteOnce'],
        storageClassName: plan.config.storageClass,
        resources: { requests: { storage } },
      }),
    },
  };
}

/** Returns the labels of the pods of an instance that say which one it is not. */
const othersOf = (own: number) =>
  Object.fromEntries(
    Array.from({ length: MAX_INSTANCES }, (_, index) => index)
      .filter(index => index !== own)
      .map(index => [otherThan(index), 'true']),
  );

/** Returns the StatefulSet of an instance. The primary is stopped while a standby is promoted, and afterwards replaced. */
export function statefulSet(plan: DatabasePlan, index: number): Manifest {
  const { instance, headless } = namesOf(plan.name);
  const own = { [labels.instance]: instance(index) };
  const { primary = 0, promotion } = plan;
  const isOld =
    promotion?.from === instance(index) && promotion.to !== promotion.from;
  return {
    kind: resources.statefulSets,
    object: {
      metadata: metadataOf(plan, instance(index), own),
      spec: {
        replicas: isOld && index === primary ? 0 : 1,
        serviceName: headless,
        // Otherwise a pod that cannot start would block the next change.
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: own },
        template: {
          metadata: {
            annotations: {
              [SIZE]: plan.spec.size,
              ...(isOld && index !== primary && { [REPLACED]: promotion.id }),
            },
            labels: {
              ...selectorOf(plan),
              ...own,
              ...othersOf(index),
            },
          },
          spec: podSpec(plan, index),
        },
      },
    },
  };
}

/** Returns the budget that lets a drain evict one instance at a time. */
export function disruptionBudget(plan: DatabasePlan): Manifest {
  return {
    kind: resources.podDisruptionBudgets,
    object: {
      metadata: metadataOf(plan, namesOf(plan.name).budget),
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: selectorOf(plan) },
      },
    },
  };
}
