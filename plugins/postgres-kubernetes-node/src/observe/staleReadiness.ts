import type { CachedPod } from '../model/CachedPod';
import type { Instance, InstanceFacts } from './Instance';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import { SECOND } from './EvaluationTime';

/** By then the readiness probe has failed: three times, ten seconds apart (the default of operators). */
const PROOF_MS = 30 * SECOND;

/** Readiness of a pod that may date from before PostgreSQL in it was stopped. @public */
export interface StaleReadiness {
  since: Date;
  /** PostgreSQL was down then; otherwise it was restarted and may be down briefly. */
  down: boolean;
  /** It was planned. */
  planned: boolean;
}

/** Stale readiness of pods, by instance. @public */
export interface StaleReadinessByInstance {
  /** Instances that were fenced in the previous evaluation. */
  fenced: readonly string[];
  byInstance: ReadonlyMap<string, StaleReadiness>;
}

/** Facts that stale readiness changes. @public */
export type ReadyInstances<Pod extends CachedPod> = Pick<
  InstanceFacts<Pod>,
  'instances' | 'ready' | 'primary'
>;

/**
 * Applies stale readiness to the instances, and returns the stale readiness
 * that remains. A pod stays ready for a while after PostgreSQL in it was
 * stopped and started again, by a lifted fence or an in-place restart. Such an
 * instance counts as ready once its pod became ready again, its instance
 * manager reports it, or enough time has passed.
 *
 * @public
 */
export function applyStaleReadiness<Pod extends CachedPod>(
  before: Instance<Pod>[],
  { fenced, byInstance }: StaleReadinessByInstance,
  transitionTimes: TransitionTimes,
  now: Date,
): { counted: ReadyInstances<Pod>; staleReadiness: StaleReadinessByInstance } {
  const remaining = new Map(byInstance);
  const instances = before.map(instance => {
    const { name, ready, pod } = instance;
    const doubt = byInstance.get(name);
    if (!doubt || !ready || !pod) return instance;
    const end = doubt.since.getTime() + PROOF_MS;
    if (new Date(pod.readySince ?? NaN) > doubt.since || now.getTime() >= end) {
      remaining.delete(name);
      return instance;
    }
    transitionTimes.recheck(end);
    return doubt.down
      ? { ...instance, ready: false, starting: doubt.planned }
      : instance;
  });
  return {
    counted: {
      instances,
      ready: instances.filter(({ ready }) => ready).length,
      primary: instances.find(({ primary }) => primary),
    },
    staleReadiness: { fenced, byInstance: remaining },
  };
}

/**
 * Adds the instances whose PostgreSQL is stopped or restarted as planned.
 *
 * @param restarted - whose PostgreSQL is restarted in place. The operator's
 * report of its end counts unless the instance reports otherwise.
 * @public
 */
export function markStoppedInstances(
  instances: Instance[],
  restarted: Instance | undefined,
  before: StaleReadinessByInstance,
  now: Date,
): StaleReadinessByInstance {
  const fenced = instances.filter(each => each.fenced).map(({ name }) => name);
  const byInstance = new Map(before.byInstance);
  for (const name of [...fenced, ...before.fenced])
    byInstance.set(name, { since: now, down: true, planned: true });
  if (restarted)
    byInstance.set(restarted.name, { since: now, down: false, planned: true });
  return { fenced, byInstance };
}

/** Updates the stale readiness after an instance reported at that time whether PostgreSQL is up. Returns the same value if nothing changes. @public */
export function recordProbe(
  before: StaleReadinessByInstance,
  name: string,
  { up, at }: { up: boolean; at: Date },
): StaleReadinessByInstance {
  const doubt = before.byInstance.get(name);
  const byInstance = new Map(before.byInstance);
  if (!up)
    byInstance.set(name, {
      since: at,
      down: true,
      planned: doubt?.planned ?? false,
    });
  else if (doubt && doubt.since < at) byInstance.delete(name);
  else return before;
  return { ...before, byInstance };
}
