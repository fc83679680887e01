import { isKnown } from '../model/Snapshot';
import type { EvaluationInput } from './EvaluationInput';

/**
 * Whether a problem is final: the request cannot be fulfilled however long a
 * task waits, as the kubelet or the operator reports.
 *
 * Everything else can resolve without another request, and a task continues to
 * wait: nodes are added, volumes provisioned, quotas raised, images pushed and
 * Secrets created; registries, webhooks and plugins come back. The scheduler,
 * the kubelet, Jobs and the operator retry.
 */
export function isFinal({
  snapshot,
  facts,
  operator: { phaseMeaning },
}: EvaluationInput): boolean {
  if (phaseMeaning.type !== 'attention') return false;
  return (
    phaseMeaning.final === 'always' ||
    // The same phase is reported for instances in a crash loop: those have pods, and may start.
    (phaseMeaning.final === 'without-pods' &&
      isKnown(snapshot, 'pods') &&
      !facts.instances.some(({ pod }) => pod))
  );
}

/** The same for the reason of a pod problem: an invalid image name is never pulled, and a pod keeps its image name. */
export function isFinalOfPod(reason: string): boolean {
  return reason === 'InvalidImageName';
}
