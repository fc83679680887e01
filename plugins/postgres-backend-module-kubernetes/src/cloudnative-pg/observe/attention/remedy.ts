import {
  amountOf,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  DatabaseMoment,
  KeptPod,
  PodProblem,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { FoundDatabase } from '../../model';
import { recoveryHint } from './recoveryHint';

type Moment = DatabaseMoment<FoundDatabase>;

/** What to do about a pod that cannot run, by what was done about it already. */
export function nextStepOf(
  moment: Moment,
  pod: KeptPod,
  problem: PodProblem,
): Message {
  const way = wayToRecreate(moment, pod, problem);
  const instance = pod.instance ?? pod.name;
  const outdated = way && recreateOutdated(moment, pod, way, instance);
  if (outdated) return outdated;
  const { nextStep, byChange } = problem;
  const first = recoveryHint(moment.found, pod, byChange ?? nextStep);
  if (!byChange || !way) return first;
  return way === 'destroy'
    ? message('thenDestroy', { first, instance })
    : message('thenRestart', { first, instance });
}

/** What recreates the pod by the present definition, where the operator does not do it by itself. */
function wayToRecreate(
  { found }: Moment,
  { job }: KeptPod,
  { reason }: PodProblem,
): 'restart' | 'destroy' | undefined {
  if (job === 'major-upgrade') return undefined;
  if (job) return found.cluster.status.currentPrimary ? 'destroy' : 'restart';
  // The one pod of an instance that it does replace (processUnschedulableInstances).
  return reason === 'Unschedulable' ? undefined : 'restart';
}

/** Says to recreate a pod that was created by another definition than the present one. */
function recreateOutdated(
  { found: { cluster } }: Moment,
  pod: KeptPod,
  way: 'restart' | 'destroy',
  instance: string,
): Message | undefined {
  const { image } = cluster.status;
  if (image && pod.image && pod.image !== image) {
    const images = { instance, old: pod.image, new: image };
    return way === 'destroy'
      ? message('destroyForImage', images)
      : message('restartForImage', images);
  }
  const asked = cluster.spec.resources?.requests ?? {};
  const had = pod.requests ?? {};
  const resource = Object.keys(asked).find(
    name => had[name] && amountOf(had[name]) !== amountOf(asked[name]),
  );
  if (!resource) return undefined;
  const requests = {
    instance,
    resource,
    old: had[resource],
    new: asked[resource],
  };
  return way === 'destroy'
    ? message('destroyForRequests', requests)
    : message('restartForRequests', requests);
}
