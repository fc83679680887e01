import { type Manifest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type CloudNativePgSnapshot, resources } from '../model';
import { awaitsSchedule, mayBeginSchedule } from '../observe';

/**
 * Returns whether a part may be written now. A new schedule starts a backup
 * immediately, which fails if the instances run without the backup plugin. Such
 * a schedule is written as soon as the plugin is observed, or by the next
 * reconcile.
 */
export function mayWritePart(
  { kind }: Manifest,
  snapshot: CloudNativePgSnapshot,
): boolean {
  return (
    kind !== resources.scheduledBackups ||
    !awaitsSchedule(snapshot) ||
    mayBeginSchedule(snapshot)
  );
}

/** Returns whether a missing schedule can be created now. */
export function mayCreateSchedule(snapshot: CloudNativePgSnapshot): boolean {
  return awaitsSchedule(snapshot) && mayBeginSchedule(snapshot);
}
