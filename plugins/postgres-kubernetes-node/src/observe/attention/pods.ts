import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { CachedPod } from '../../model/CachedPod';
import type { RankedAttention } from '../rankedAttention';
import type { InstanceFacts } from '../Instance';
import { isFinalOfPod } from '../final';
import {
  atStart,
  MINUTE,
  SECOND,
  sinceOf,
  type EvaluationTime,
} from '../EvaluationTime';
import { podProblem, shownName, type PodProblem } from '../podProblem';
import { unfinishedJobs } from '../unfinishedJobs';

/** The scheduler retries within seconds; a volume may have to be provisioned first. */
const SCHEDULING_LIMIT_MS = 15 * SECOND;
const VOLUME_LIMIT_MS = 2 * MINUTE;
/** A node autoscaler gives up on a node after this time (`--max-node-provision-time`). */
const NODE_LIMIT_MS = 15 * MINUTE;
/** Attaching a volume and pulling a large image take minutes. */
const START_LIMIT_MS = 5 * MINUTE;

/** A problem that prevents a pod from running, with its severity. */
interface Problem extends PodProblem {
  /** It can resolve without intervention: a warning only. */
  mayResolve?: boolean;
}

/** A provider's rules for pods that cannot run. @public */
export interface PodRules<Pod extends CachedPod> {
  /** Effects of a standby that is down, and of a primary that is. */
  standbyDownMeaning: Message;
  primaryDownMeaning: Message;
  /** What to do about it. */
  nextStepOf(pod: Pod, problem: PodProblem): Message;
}

/**
 * Returns attention for pods that cannot run. Also during a change,
 * which cannot complete without them.
 *
 * @public
 */
export function podAttention<Pod extends CachedPod>(
  input: EvaluationTime & {
    snapshot: Pick<Snapshot, 'statuses'>;
    facts: Pick<InstanceFacts<Pod>, 'instances' | 'jobs' | 'primary'>;
  },
  rules: PodRules<Pod>,
): RankedAttention[] {
  const { facts, snapshot } = input;
  // The cached state may be outdated.
  if (!isKnown(snapshot, 'pods')) return [];
  const running = facts.instances.flatMap(({ pod, fenced }) =>
    pod && !fenced && !pod.deletedAt ? [pod] : [],
  );
  const primary = facts.primary?.name;
  const isDown = primary
    ? rules.primaryDownMeaning
    : message('databaseDoesNotStart');
  return [...running, ...unfinishedJobs(facts)].flatMap(pod => {
    const name = pod.instance ?? pod.name;
    const problem: Problem | undefined =
      podProblem(pod) ?? pendingProblem(pod, input);
    if (!problem) return [];
    const works = facts.primary?.ready && primary !== name;
    return [
      {
        id: `pod:${name}`,
        impact: 'failing',
        severity: works || problem.mayResolve ? 'warning' : 'error',
        what: problem.what,
        ...sinceOf(input, `pod:${name}`, problem.what.id),
        meaning: works ? rules.standbyDownMeaning : isDown,
        nextStep: rules.nextStepOf(pod, problem),
        evidence: problem.evidence,
        final: isFinalOfPod(problem.reason),
      },
    ];
  });
}

/** Returns the problem of a pod that is pending for too long. */
function pendingProblem(
  pod: CachedPod,
  input: EvaluationTime,
): Problem | undefined {
  const { name, phase, unschedulable, containers, createdAt } = pod;
  if (phase && phase !== 'Pending') return undefined;
  const lasts = (limitMs: number) =>
    input.transitionTimes.lasts(
      `pending:${name}`,
      unschedulable ? 'unscheduled' : 'scheduled',
      limitMs,
      input.now,
      unschedulable ? createdAt : atStart(input, createdAt),
    );
  if (!unschedulable) {
    if (!lasts(START_LIMIT_MS)) return undefined;
    return {
      reason: 'Pending',
      what: message('podPending', { name: shownName(pod) }),
      nextStep: message('askForPodEvents'),
      evidence: `${name}: Pending${containers
        .flatMap(({ reason }) => (reason ? [`, ${reason}`] : []))
        .join('')}`,
    };
  }
  const forVolume = /PersistentVolumeClaim/.test(unschedulable);
  if (!lasts(forVolume ? VOLUME_LIMIT_MS : SCHEDULING_LIMIT_MS))
    return undefined;
  const mayResolve = !lasts(NODE_LIMIT_MS);
  return {
    reason: 'Unschedulable',
    mayResolve,
    what: message('podUnschedulable', { name: shownName(pod) }),
    nextStep: mayResolve ? message('waitForNode') : message('askForCapacity'),
    byChange: mayResolve
      ? message('waitForNodeOrAskForLess')
      : message('askForCapacityOrLess'),
    evidence: `${name}: ${unschedulable}`,
  };
}
