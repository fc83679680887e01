import type { KeptPod } from '../../model';
import type { Moment } from '../moment';
import type { PodProblem } from '../podProblem';
import { recoveryHint } from './recoveryHint';

const WAITS = 'the operator waits for the pod that there is';

/** What to do about a pod that cannot run, by what was done about it already. */
export function nextStepOf(
  moment: Moment,
  pod: KeptPod,
  { nextStep, byRequest }: PodProblem,
): string {
  const { image } = moment.found.cluster.status;
  const again = makeAnew(moment, pod);
  if (again && image && pod.image && pod.image !== image) {
    return `${again}: its pod was made with ${pod.image}, and the image is ${image} by now, but ${WAITS}.`;
  }
  const hint = recoveryHint(moment, pod);
  return again && byRequest
    ? `${hint}${nextStep} Where the database asks for the wrong one, change that first. ${again} then: ${WAITS}.`
    : `${hint}${nextStep}`;
}

/** What has the pod made anew, of what is defined now. A Job that upgrades the operator looks after itself. */
function makeAnew(
  { found }: Moment,
  { name, instance = name, job }: KeptPod,
): string | undefined {
  if (job === 'major-upgrade') return undefined;
  return job && found.cluster.status.currentPrimary
    ? `Destroy ${instance}`
    : `Restart ${instance}`;
}
