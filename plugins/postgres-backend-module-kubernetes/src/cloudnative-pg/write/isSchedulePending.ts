import { type Manifest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type CloudNativePgSnapshot, resources } from '../model';
import { awaitsSchedule, mayBeginSchedule } from '../observe';

/**
 * Whether a part may be written already. A schedule begins with a backup at
 * once, which fails in a database that runs without the plugin for it. What is
 * not due is written as soon as it is seen to be, or by the next reconcile.
 */
export function isSchedulePending(
  { kind }: Manifest,
  snapshot: CloudNativePgSnapshot,
): boolean {
  return (
    kind !== resources.scheduledBackups ||
    !awaitsSchedule(snapshot) ||
    mayBeginSchedule(snapshot)
  );
}

/** Whether a schedule can be written now that is not there. */
export function isScheduleDue(snapshot: CloudNativePgSnapshot): boolean {
  return awaitsSchedule(snapshot) && mayBeginSchedule(snapshot);
}
