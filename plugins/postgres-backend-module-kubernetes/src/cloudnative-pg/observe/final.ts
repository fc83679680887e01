import { isKnown } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Moment } from './moment';
import { UNRECOVERABLE } from './phases';

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
const FINAL: Record<string, (moment: Moment) => boolean> = {
  // No registry is asked for it, and a pod keeps the name that it was made with.
  InvalidImageName: () => true,
  // The operator does nothing before it is another one.
  'Invalid cluster definition': () => true,
  // The Job that makes the first instance has used up its attempts. The same
  // is said of instances that end again and again: those have pods, and may come up.
  [UNRECOVERABLE]: ({ found, facts }) =>
    isKnown(found, 'pods') && !facts.instances.some(({ pod }) => pod),
};

export function isFinal(word: string, moment: Moment): boolean {
  return Object.hasOwn(FINAL, word) && FINAL[word](moment);
}
