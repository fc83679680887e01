import type { KeptPod } from '../../model';
import type { Cause } from '../cause';
import { isKnown } from '../facts';
import { atStart, MINUTE, SECOND, sinceOf, type Moment } from '../moment';
import { byText } from '../perFound';
import { podProblem, type PodProblem } from '../podProblem';
import { lessSafe, withoutPrimary } from './meanings';

/** A scheduler tries again within seconds; a volume may have to be made first. */
const PLACEMENT_LIMIT_MS = 15 * SECOND;
const VOLUME_LIMIT_MS = 2 * MINUTE;
/** Attaching a volume and pulling a large image take minutes. */
const START_LIMIT_MS = 5 * MINUTE;

/** Pods that cannot run: also in the midst of a change, as it cannot end then. */
export function podCauses(moment: Moment): Cause[] {
  const { facts, found } = moment;
  // What was seen last may be over.
  if (!isKnown(found, 'pods')) return [];
  const running = facts.instances.flatMap(({ pod, fenced }) =>
    pod && !fenced && !pod.deletedAt ? [pod] : [],
  );
  const primary = facts.primary?.name;
  const isDown = primary
    ? withoutPrimary(moment)
    : 'The database does not come up.';
  return [...running, ...failingJobs(moment)].flatMap(pod => {
    const name = pod.instance ?? pod.name;
    const problem = podProblem(pod) ?? pendingProblem(pod, moment);
    if (!problem) return [];
    const works = facts.primary?.ready && primary !== name;
    return [
      {
        id: `pod:${name}`,
        weight: 'failing',
        severity: works ? 'warning' : 'error',
        what: `Instance ${name} ${problem.words}${
          pod.job ? ` (${pod.job})` : ''
        }.`,
        since: sinceOf(moment, `pod:${name}`, problem.words),
        meaning: works ? lessSafe(moment) : isDown,
        nextStep: `${recoveryHint(moment, pod)}${problem.nextStep}`,
        evidence: problem.evidence,
      },
    ];
  });
}

/** A pod that waits for longer than it should. */
function pendingProblem(
  { name, phase, unschedulable, containers, createdAt }: KeptPod,
  moment: Moment,
): PodProblem | undefined {
  const { memory, now } = moment;
  if (phase && phase !== 'Pending') return undefined;
  const limitMs = unschedulable ? PLACEMENT_LIMIT_MS : START_LIMIT_MS;
  const late = memory.lasts(
    `pending:${name}`,
    unschedulable ? 'unplaced' : 'placed',
    /PersistentVolumeClaim/.test(unschedulable ?? '')
      ? VOLUME_LIMIT_MS
      : limitMs,
    now,
    unschedulable ? createdAt : atStart(moment, createdAt),
  );
  if (!late) return undefined;
  return unschedulable
    ? {
        words: 'cannot be placed on a node',
        nextStep:
          'Ask the platform team for room, or for the volume that it waits for.',
        evidence: `${name}: ${unschedulable}`,
      }
    : {
        words: 'does not start',
        nextStep: 'Ask the platform team for the events of the pod.',
        evidence: `${name}: Pending${containers
          .flatMap(({ reason }) => (reason ? [`, ${reason}`] : []))
          .join('')}`,
      };
}

/** Of each job the newest pod, and a failed one that no later one made good. */
function failingJobs({ facts }: Moment): KeptPod[] {
  const byJob = new Map<string, KeptPod[]>();
  for (const pod of facts.jobs) {
    const key = `${pod.instance} ${pod.job}`;
    byJob.set(key, [...(byJob.get(key) ?? []), pod]);
  }
  return [...byJob.values()].flatMap(pods => {
    const ready = facts.instances.some(
      ({ name, ready: up }) => up && name === pods[0].instance,
    );
    if (ready || pods.some(({ phase }) => phase === 'Succeeded')) return [];
    const newestFirst = [...pods].sort((a, b) =>
      byText(b.createdAt, a.createdAt),
    );
    const bad = newestFirst.find(pod => podProblem(pod)) ?? newestFirst[0];
    return [bad];
  });
}

/** What helps where a job failed of which this is known. */
function recoveryHint({ found }: Moment, { job }: KeptPod): string {
  const { targetTime } = found.cluster.record.restored ?? {};
  // PostgreSQL knows the time of commits alone: a recovery to a moment after
  // the last one fails with "recovery ended before configured recovery target
  // was reached", though all that there was is restored (seen with 1.30).
  if (job === 'full-recovery' && targetTime) {
    return `If nothing was written to the source after ${targetTime}, remove this database and restore again without a moment: the end of the archive holds the same. `;
  }
  // The operator stops the members before, and starts them with the old image again (seen with 1.30).
  const { majorVersion } = found.cluster.status.pgDataImageInfo ?? {};
  if (job === 'major-upgrade' && majorVersion) {
    return `Set the version back to ${majorVersion}: the database then runs again as it was before. `;
  }
  return '';
}
