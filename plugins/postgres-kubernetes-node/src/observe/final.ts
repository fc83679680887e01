import { isKnown } from '../model/Snapshot';
import type { EvaluationInput } from './EvaluationInput';

/**
 * What is final: what was asked for cannot come true however long anybody
 * waits, so that a task ends with it. By the word of the kubelet or of the
 * operator.
 *
 * All else may heal without another request, and a task goes on waiting: nodes
 * are added, volumes provisioned, quotas raised, images pushed and Secrets
 * made; registries, webhooks and plugins come back. The scheduler, the kubelet,
 * Jobs and the operator try again by themselves.
 */
export function isFinal({
  snapshot,
  facts,
  operator: { meant },
}: EvaluationInput): boolean {
  if (meant.type !== 'attention') return false;
  return (
    meant.final === 'always' ||
    // The same may be said of instances that end again and again: those have pods, and may come up.
    (meant.final === 'without-pods' &&
      isKnown(snapshot, 'pods') &&
      !facts.instances.some(({ pod }) => pod))
  );
}

/** The same of Kubernetes' word for what keeps a pod from running: no registry is asked for it, and a pod keeps the name that it was made with. */
export function isFinalOfPod(reason: string): boolean {
  return reason === 'InvalidImageName';
}
