import type { Verdict } from '@pgstage/backstage-plugin-postgres-common';
import type { Instance, InstanceFacts } from './Instance';
import { podProblem } from './podProblem';
import { unfinishedJobs } from './unfinishedJobs';

/** What an instance that is down is judged by. @public */
export interface DownInput {
  facts: InstanceFacts;
  /** Something is being done on purpose. */
  changing: boolean;
}

/**
 * What keeps an instance from running, by what was done on purpose and by its
 * pod; undefined where its pod runs. Each reason begins with UP or DOWN.
 *
 * @public
 */
export function verdictOfPod(
  instance: Instance,
  { facts, changing }: DownInput,
): Verdict | undefined {
  const { name, fenced, pod, ready } = instance;
  const made = pod ?? unfinishedJobs(facts).find(job => job.instance === name);
  if (facts.hibernated)
    return { state: 'changing', reason: 'DOWN, hibernated' };
  if (fenced)
    return {
      state: 'changing',
      reason: 'DOWN, fenced: PostgreSQL is stopped on purpose',
    };
  if (pod?.deletedAt)
    return downVerdict(instance, changing, 'its pod is being stopped');
  const problem = made && podProblem(made);
  if (problem)
    return {
      state: 'attention',
      reason: `DOWN, ${problem.evidence}`,
    };
  if (made?.unschedulable)
    return downVerdict(instance, changing, made.unschedulable);
  if (pod) return undefined;
  return ready
    ? {
        state: 'unknown',
        reason: 'UP, says the operator; its pod cannot be seen',
      }
    : downVerdict(instance, changing, 'it has no pod');
}

/**
 * The verdict on an instance that is not ready in a pod that runs; undefined
 * where it is ready.
 *
 * @param said - why, in its own words
 * @public
 */
export function verdictOfUnready(
  instance: Instance,
  changing: boolean,
  said?: string,
): Verdict | undefined {
  const { pod, ready, starting } = instance;
  if (ready) return undefined;
  const byPod =
    pod?.phase === 'Running'
      ? 'PostgreSQL is not ready'
      : `its pod is ${pod?.phase ?? 'new'}`;
  const why = starting
    ? 'PostgreSQL was stopped, and nothing says yet that it is back'
    : byPod;
  return downVerdict(instance, changing, said ?? why);
}

/**
 * Returns the verdict on an instance that is down: no alarm while a change is
 * under way or it starts.
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
