import {
  databaseOperations,
  DatabaseOperation,
  DatabaseView,
  Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import { unreachable } from './staleness';

/** Whether something can be done now; where not, why, and the right that the person lacks. */
export type Availability =
  | { available: true }
  | { available: false; reason: string; lacks?: Permit };

/** Why nothing destructive should be started now; absent when it may. */
export type Staleness = { reason: string } | undefined;

/**
 * The first reason that stands against an operation: the provider does not
 * offer it, the person may not, or what is shown is too old to act upon.
 */
export function availability(
  view: DatabaseView,
  operation: DatabaseOperation,
  staleness: Staleness,
): Availability {
  const support = view.operations[operation];
  if (!support.supported) {
    return {
      available: false,
      reason: support.reason ?? `Not offered by ${view.provider}.`,
    };
  }
  const permit = view.permits[operation];
  if (!permit.allowed) {
    const { permission, reason = '' } = permit;
    return {
      available: false,
      reason: `You need the permission '${permission}'. ${reason}`.trim(),
      lacks: permit,
    };
  }
  const old =
    unreachable(view) ??
    (databaseOperations[operation].disrupts ? staleness : undefined);
  if (old) return { available: false, reason: old.reason };
  return { available: true };
}
