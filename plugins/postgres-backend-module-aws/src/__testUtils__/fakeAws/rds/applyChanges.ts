import type { PendingModifiedValues } from '@aws-sdk/client-rds';
import type { Call } from '../Call';
import type { InstanceRecord } from '../state';
import { seconds } from './durations';
import { placeStandby } from './newInstance';
import { runSteps, type Step } from './statuses';

/**
 * Applies all pending changes, immediately or in the maintenance window. The status is
 * still `available` for some seconds after the call was accepted.
 */
export function applyChanges(
  { region, clock }: Pick<Call, 'region' | 'clock'>,
  record: InstanceRecord,
): void {
  const { db } = record;
  const pending: PendingModifiedValues = { ...db.PendingModifiedValues };
  const grows = pending.AllocatedStorage !== undefined;
  const apply = () => {
    const { MasterUserPassword, ...values } = pending;
    Object.assign(db, values);
    if (MasterUserPassword && record.pendingPassword) {
      record.masterPassword = record.pendingPassword;
      record.pendingPassword = undefined;
    }
    db.PendingModifiedValues = {};
    placeStandby(region, record);
    if (grows) {
      // Six hours between two storage changes ("Working with storage for Amazon RDS DB instances").
      record.storageLockedUntil = new Date(
        clock.now().getTime() + seconds.storageLock * 1000,
      );
    }
  };
  const steps: Step[] = [
    { status: db.DBInstanceStatus!, for: seconds.beforeModifying },
    working(pending),
    ...(grows
      ? [
          {
            status: 'storage-optimization',
            for: seconds.optimizeStorage,
            begin: apply,
          },
          { status: 'available' },
        ]
      : [{ status: 'available', begin: apply }]),
  ];
  runSteps(clock, record, steps);
}

function working(pending: PendingModifiedValues): Step {
  const names = Object.keys(pending);
  if (names.length === 1 && pending.MasterUserPassword) {
    return {
      status: 'resetting-master-credentials',
      for: seconds.resetPassword,
    };
  }
  return pending.EngineVersion
    ? { status: 'upgrading', for: seconds.upgrade }
    : { status: 'modifying', for: seconds.modify };
}
