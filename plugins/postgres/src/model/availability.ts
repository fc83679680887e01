import {
  databaseOperations,
  DatabaseChange,
  DatabaseOperation,
  DatabaseView,
  Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';
import { unreachable } from './staleness';

/** Whether an action is available; if not, the reason and the missing permission. */
export type Availability =
  | { available: true }
  | { available: false; reason: string; lacks?: Permit };

/** Why nothing destructive should be started now; absent if it may be. */
export type Staleness = { reason: string } | undefined;

/**
 * Returns the first reason that blocks an operation or a part of `change`: the
 * provider does not support it, the user lacks the permission, the data is
 * stale, or it is not possible now.
 */
export function availability(
  t: Translate,
  textOf: TextOf,
  view: DatabaseView,
  operation: DatabaseOperation,
  staleness: Staleness,
  change?: DatabaseChange,
): Availability {
  const whole = view.operations[operation];
  const part = change && view.changes?.[change];
  const support = whole.supported && part ? part : whole;
  if (!support.supported)
    return { available: false, reason: textOf(support.reason) };
  const permit = view.permits[operation];
  if (!permit.allowed) {
    const { permission, reason } = permit;
    return {
      available: false,
      reason: reason
        ? t('needsPermissionBecause', { permission, reason: textOf(reason) })
        : t('needsPermission', { permission }),
      lacks: permit,
    };
  }
  const old =
    unreachable(t, view) ??
    (databaseOperations[operation].disrupts ? staleness : undefined);
  const obstacle = (whole.supported && whole.obstacle) || support.obstacle;
  const reason = old?.reason ?? (obstacle && textOf(obstacle));
  return reason ? { available: false, reason } : { available: true };
}
