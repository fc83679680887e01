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

type Input = EvaluationInput<CloudNativePgSnapshot>;

/** Returns the next step for a pod that cannot run, given the changes that were already made. */
export function nextStepOf(
  input: Input,
  pod: CachedPod,
  problem: PodProblem,
): Message {
  const action = recreatingAction(input, pod, problem);
  const instance = pod.instance ?? pod.name;
  const outdated = action && recreateOutdated(input, pod, action, instance);
  if (outdated) return outdated;
  const { nextStep, byChange } = problem;
  const first = recoveryHint(input.snapshot, pod, byChange ?? nextStep);
  if (!byChange || !action) return first;
  return action === 'destroy'
    ? message('thenDestroy', { first, instance })
    : message('thenRestart', { first, instance });
}

/** Returns the operation that recreates the pod from the current definition, or undefined if the operator does it by itself. */
function recreatingAction(
  { snapshot }: Input,
  { job }: CachedPod,
  { reason }: PodProblem,
): 'restart' | 'destroy' | undefined {
  if (job === 'major-upgrade') return undefined;
  if (job)
    return snapshot.cluster.status.currentPrimary ? 'destroy' : 'restart';
  // The only pod of an instance that the operator replaces by itself (processUnschedulableInstances).
  return reason === 'Unschedulable' ? undefined : 'restart';
}

/** Returns the advice to recreate a pod whose image or requests differ from the current definition. */
function recreateOutdated(
  { snapshot: { cluster } }: Input,
  pod: CachedPod,
  action: 'restart' | 'destroy',
  instance: string,
): Message | undefined {
  const { image } = cluster.status;
  if (image && pod.image && pod.image !== image) {
    const images = { instance, old: pod.image, new: image };
    return action === 'destroy'
      ? message('destroyForImage', images)
      : message('restartForImage', images);
  }
  const desired = cluster.spec.resources?.requests ?? {};
  const actual = pod.requests ?? {};
  const resource = Object.keys(desired).find(
    name => actual[name] && amountOf(actual[name]) !== amountOf(desired[name]),
  );
  if (!resource) return undefined;
  const requests = {
    instance,
    resource,
    old: actual[resource],
    new: desired[resource],
  };
  return action === 'destroy'
    ? message('destroyForRequests', requests)
    : message('restartForRequests', requests);
}
