import {
  DatabaseOperation,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import { unreachable } from './staleness';

/** Whether something can be done now; where not, why. */
export type Availability =
  | { available: true }
  | { available: false; reason: string };

/** Why nothing destructive should be started now; absent when it may. */
export type Staleness = { reason: string } | undefined;

// What these do cannot be taken back by doing it again on fresh data. A restore leaves what it restores as it is.
const DESTRUCTIVE: DatabaseOperation[] = [
  'remove',
  'rotate-password',
  'change',
  'restart',
  'switchover',
  'hibernate',
  'fence',
  'remove-member',
];

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
  const { allowed, permission, reason } = view.permits[operation];
  if (!allowed) {
    return {
      available: false,
      reason: `You need the permission '${permission}'. ${reason ?? ''}`.trim(),
    };
  }
  const old =
    unreachable(view) ??
    (DESTRUCTIVE.includes(operation) ? staleness : undefined);
  if (old) return { available: false, reason: old.reason };
  return { available: true };
}
