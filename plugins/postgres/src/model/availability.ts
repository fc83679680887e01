import {
  databaseOperations,
  DatabaseChange,
  DatabaseOperation,
  DatabaseView,
  Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';
import { unreachable } from './staleness';

/** Whether something can be done now; where not, why, and the right that the person lacks. */
export type Availability =
  | { available: true }
  | { available: false; reason: string; lacks?: Permit };

/** Why nothing destructive should be started now; absent when it may. */
export type Staleness = { reason: string } | undefined;

/**
 * The first reason that stands against an operation, or against a part of
 * `change`: the provider does not offer it, the person may not, what is shown
 * is too old to act upon, or it is not possible just now.
 */
export function availability(
  t: Translate,
  view: DatabaseView,
  operation: DatabaseOperation,
  staleness: Staleness,
  change?: DatabaseChange,
): Availability {
  const whole = view.operations[operation];
  const part = change && view.changes?.[change];
  const support = whole.supported && part ? part : whole;
  if (!support.supported) return { available: false, reason: support.reason };
  const permit = view.permits[operation];
  if (!permit.allowed) {
    const { permission, reason } = permit;
    return {
      available: false,
      reason: reason
        ? t('needsPermissionBecause', { permission, reason })
        : t('needsPermission', { permission }),
      lacks: permit,
    };
  }
  const old =
    unreachable(t, view) ??
    (databaseOperations[operation].disrupts ? staleness : undefined);
  const reason = old?.reason ?? support.obstacle;
  return reason ? { available: false, reason } : { available: true };
}
