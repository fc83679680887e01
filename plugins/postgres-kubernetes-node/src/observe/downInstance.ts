import type { Verdict } from '@pgstage/backstage-plugin-postgres-common';
import type { Instance, InstanceFacts } from './Instance';
import { podProblem } from './podProblem';
import { unfinishedJobs } from './unfinishedJobs';

/** Facts that the state of an instance depends on. @public */
export interface DownInput {
  facts: InstanceFacts;
  /** A planned change is in progress. */
  changing: boolean;
}

/**
 * Returns why an instance does not run, from planned changes and its pod, or
 * undefined if its pod runs. Each reason begins with UP or DOWN.
 *
 * @public
 */
export function verdictOfPod(
  instance: Instance,
  { facts, changing }: DownInput,
): Verdict | undefined {
  const { name, fenced, pod, ready } = instance;
  const podOrJob =
    pod ?? unfinishedJobs(facts).find(job => job.instance === name);
  if (facts.hibernated)
    return { state: 'changing', reason: 'DOWN, hibernated' };
  if (fenced)
    return {
      state: 'changing',
      reason: 'DOWN, fenced: PostgreSQL is stopped on purpose',
    };
  if (pod?.deletedAt)
    return downVerdict(instance, changing, 'its pod is being stopped');
  const problem = podOrJob && podProblem(podOrJob);
  if (problem)
    return {
      state: 'attention',
      reason: `DOWN, ${problem.evidence}`,
    };
  if (podOrJob?.unschedulable)
    return downVerdict(instance, changing, podOrJob.unschedulable);
  if (pod) return undefined;
  return ready
    ? {
        state: 'unknown',
        reason: 'UP, as the operator reports; its pod cannot be read',
      }
    : downVerdict(instance, changing, 'it has no pod');
}

/**
 * Returns the verdict on an instance that is not ready in a running pod, or
 * undefined if it is ready.
 *
 * @param reported - the reason that the instance itself reports
 * @public
 */
export function verdictOfUnready(
  instance: Instance,
  changing: boolean,
  reported?: string,
): Verdict | undefined {
  const { pod, ready, starting } = instance;
  if (ready) return undefined;
  const byPod =
    pod?.phase === 'Running'
      ? 'PostgreSQL is not ready'
      : `its pod is ${pod?.phase ?? 'new'}`;
  const why = starting
    ? 'PostgreSQL was stopped, and is not known to be running again'
    : byPod;
  return downVerdict(instance, changing, reported ?? why);
}

/**
 * Returns the verdict on an instance that is down: no alarm while a change is
 * in progress or it starts.
 *
 * @public
 */
export function downVerdict(
  { starting }: Pick<Instance, 'starting'>,
  changing: boolean,
  why: string,
): Verdict {
  return {
    state: changing || starting ? 'changing' : 'attention',
    reason: `DOWN, ${why}`,
  };
}
