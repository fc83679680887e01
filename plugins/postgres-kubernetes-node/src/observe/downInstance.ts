import type {
  Message,
  MessageParam,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
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
 * undefined if its pod runs.
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
    return { state: 'changing', reason: message('downHibernated') };
  if (fenced) return { state: 'changing', reason: message('downFenced') };
  if (pod?.deletedAt)
    return downVerdict(instance, changing, message('podIsStopping'));
  const problem = podOrJob && podProblem(podOrJob);
  if (problem)
    return {
      state: 'attention',
      reason: message('down', { why: problem.evidence }),
    };
  if (podOrJob?.unschedulable)
    return downVerdict(instance, changing, podOrJob.unschedulable);
  if (pod) return undefined;
  return ready
    ? {
        state: 'unknown',
        reason: message('upAsReported'),
      }
    : downVerdict(instance, changing, message('noPod'));
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
      ? message('postgresNotReady')
      : podText(pod?.phase);
  const why = starting ? message('postgresWasStopped') : byPod;
  return downVerdict(instance, changing, reported ?? why);
}

function podText(phase: string | undefined): Message {
  return phase ? message('podPhase', { phase }) : message('podIsNew');
}

/**
 * Returns the verdict on an instance that is down: no alarm while a change is
 * in progress or it starts.
 *
 * @param why - also in the words of another system
 * @public
 */
export function downVerdict(
  { starting }: Pick<Instance, 'starting'>,
  changing: boolean,
  why: MessageParam,
): Verdict {
  return {
    state: changing || starting ? 'changing' : 'attention',
    reason: message('down', { why }),
  };
}
