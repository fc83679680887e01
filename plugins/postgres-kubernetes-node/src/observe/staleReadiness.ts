import type { CachedPod } from '../model/CachedPod';
import type { Instance, InstanceFacts } from './Instance';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import { SECOND } from './EvaluationTime';

/** By then the readiness probe has noticed: three failures, ten seconds apart (the default of operators). */
const PROOF_MS = 30 * SECOND;

/** A pod that is ready may be so from before PostgreSQL in it was stopped. @public */
export interface StaleReadiness {
  since: Date;
  /** PostgreSQL was down then; else it was restarted and may be down for a moment. */
  down: boolean;
  /** It was done on purpose. */
  planned: boolean;
}

/** What is known against pods that are ready. @public */
export interface StaleReadinessByInstance {
  /** Instances that were fenced when it was last looked at. */
  fenced: readonly string[];
  byInstance: ReadonlyMap<string, StaleReadiness>;
}

/** The facts that change with doubts. @public */
export type ReadyInstances<Pod extends CachedPod> = Pick<
  InstanceFacts<Pod>,
  'instances' | 'ready' | 'primary'
>;

/**
 * The instances of a database, with what was learnt besides. A pod stays ready
 * for a while after PostgreSQL in it was stopped and started again: by a fence
 * that is lifted, by a restart in place. Such an instance is not ready before
 * its pod became so again, its instance manager says so, or enough time went by.
 * Returns the doubts that remain, too.
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
 * The doubts with those about instances on which PostgreSQL is stopped or
 * restarted on purpose.
 *
 * @param restarted - whose PostgreSQL is restarted in a pod that goes on. What
 * the operator says of its end is believed unless an instance tells otherwise.
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

/** The doubts after an instance said at that time whether PostgreSQL in it answers. The same ones where that is no news. @public */
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
