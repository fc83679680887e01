import {
  amountOf,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  EvaluationInput,
  CachedPod,
  PodProblem,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { recoveryHint } from './recoveryHint';

type Moment = EvaluationInput<CloudNativePgSnapshot>;

/** What to do about a pod that cannot run, by what was done about it already. */
export function nextStepOf(
  input: Moment,
  pod: CachedPod,
  problem: PodProblem,
): Message {
  const way = wayToRecreate(input, pod, problem);
  const instance = pod.instance ?? pod.name;
  const outdated = way && recreateOutdated(input, pod, way, instance);
  if (outdated) return outdated;
  const { nextStep, byChange } = problem;
  const first = recoveryHint(input.snapshot, pod, byChange ?? nextStep);
  if (!byChange || !way) return first;
  return way === 'destroy'
    ? message('thenDestroy', { first, instance })
    : message('thenRestart', { first, instance });
}

/** What recreates the pod by the present definition, where the operator does not do it by itself. */
function wayToRecreate(
  { snapshot }: Moment,
  { job }: CachedPod,
  { reason }: PodProblem,
): 'restart' | 'destroy' | undefined {
  if (job === 'major-upgrade') return undefined;
  if (job)
    return snapshot.cluster.status.currentPrimary ? 'destroy' : 'restart';
  // The one pod of an instance that it does replace (processUnschedulableInstances).
  return reason === 'Unschedulable' ? undefined : 'restart';
}

/** Says to recreate a pod that was created by another definition than the present one. */
function recreateOutdated(
  { snapshot: { cluster } }: Moment,
  pod: CachedPod,
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
