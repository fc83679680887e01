import type { DatabaseOperation } from '@pgstage/backstage-plugin-postgres-common';
import { noRestore } from '../backups/noRestore';
import {
  bindingLines,
  hindrancesOf,
  unless,
  type ToldOperations,
} from '../observe/support';
import type { OperatorSnapshot, Seen } from './OperatorReport';
import type {
  OperationRule,
  OperationRules,
  OperatorRules,
} from './OperatorRules';

/** The rules of operations, by the names in the table. */
export const rulesIn = <Found extends OperatorSnapshot>(
  rules: OperationRules<Found>,
) =>
  Object.entries(rules) as Array<
    [DatabaseOperation, OperationRule<Found, unknown>]
  >;

/** What can be done to a database now, and where not, why. */
export function operationsOf<Found extends OperatorSnapshot>(
  { operations, backups }: Pick<OperatorRules<Found>, 'operations' | 'backups'>,
  seen: Seen<Found>,
): ToldOperations {
  const { cluster } = seen.found;
  const hindrances = hindrancesOf(cluster, seen.facts);
  const { managed, unbound, going } = hindrances;
  const own = rulesIn(operations).map(([id, { offered }]) => [
    id,
    offered(seen, hindrances),
  ]);
  return {
    bind: unless(going, managed && `${managed} ${bindingLines(cluster)}`),
    change: unless(unbound, going, managed),
    remove: {
      reason:
        backups.onRemoval?.words ?? 'What becomes of its backups is not known.',
      ...unless(unbound, managed),
    },
    'rotate-password': unless(unbound, going),
    'reveal-credentials': unless(unbound),
    backup: unless(unbound, going),
    restore: unless(unbound, noRestore(seen.observed.backups)),
    ...Object.fromEntries(own),
  };
}
