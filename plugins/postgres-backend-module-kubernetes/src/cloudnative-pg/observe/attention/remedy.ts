import { amountOf } from '@pgstage/backstage-plugin-postgres-common';
import type {
  DatabaseMoment,
  KeptPod,
  PodProblem,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../../model';
import { recoveryHint } from './recoveryHint';

type Moment = DatabaseMoment<FoundDatabase>;

const WAITS = 'the operator waits for the pod that there is';

/** What to do about a pod that cannot run, by what was done about it already. */
export function nextStepOf(
  moment: Moment,
  pod: KeptPod,
  problem: PodProblem,
): string {
  const again = makeAnew(moment, pod, problem);
  const outdated = again && outdatedWords(moment, pod);
  if (outdated) return `${again}: ${outdated} by now, but ${WAITS}.`;
  const { nextStep, orChange } = problem;
  const change = orChange
    ? ` Or ${orChange}${again ? `. ${again} then: ${WAITS}` : ''}.`
    : '';
  return `${recoveryHint(moment.found, pod)}${nextStep}${change}`;
}

/** What has the pod made anew, by what is defined now, where the operator does not do it by itself. */
function makeAnew(
  { found }: Moment,
  { name, instance = name, job }: KeptPod,
  { reason }: PodProblem,
): string | undefined {
  if (job === 'major-upgrade') return undefined;
  if (job)
    return found.cluster.status.currentPrimary
      ? `Destroy ${instance}`
      : `Restart ${instance}`;
  // The one pod of an instance that it does replace (processUnschedulableInstances).
  return reason === 'Unschedulable' ? undefined : `Restart ${instance}`;
}

/** What the pod was made with, and what is defined instead. */
function outdatedWords(
  { found: { cluster } }: Moment,
  pod: KeptPod,
): string | undefined {
  const { image } = cluster.status;
  if (image && pod.image && pod.image !== image)
    return `its pod was made with ${pod.image}, and the image is ${image}`;
  const asked = cluster.spec.resources?.requests ?? {};
  const had = pod.requests ?? {};
  const other = Object.keys(asked).find(
    name => had[name] && amountOf(had[name]) !== amountOf(asked[name]),
  );
  return other
    ? `its pod asks for ${other} ${had[other]}, and the database for ${asked[other]}`
    : undefined;
}
