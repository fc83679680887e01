import type {
  Backup,
  DatabaseOperation,
  OfferedOperations,
} from '@pgstage/backstage-plugin-postgres-common';
import { bindingLines, hindrancesOf, unless } from '../observe/support';
import type { OperatorSnapshot, Seen } from './OperatorReport';
import type { OperationRule, OperationRules } from './OperatorRules';
import { noRestore } from './sections';

/** The rules of operations, by the names in the table. */
export const rulesIn = <Found extends OperatorSnapshot>(
  rules: OperationRules<Found>,
) =>
  Object.entries(rules) as Array<
    [DatabaseOperation, OperationRule<Found, unknown>]
  >;

/** What can be done to a database now, and where not, why. */
export function operationsOf<Found extends OperatorSnapshot>(
  seen: Seen<Found>,
  rules: OperationRules<Found>,
  backups: Backup[],
): OfferedOperations {
  const { cluster } = seen.found;
  const hindrances = hindrancesOf(cluster, seen.facts);
  const { managed, unbound, going } = hindrances;
  const own = rulesIn(rules).map(([id, { offered }]) => [
    id,
    offered(seen, hindrances),
  ]);
  return {
    bind: unless(going, managed && `${managed} ${bindingLines(cluster)}`),
    change: unless(unbound, going, managed),
    remove: {
      reason: 'Its backups are removed with it.',
      ...unless(unbound, managed),
    },
    'rotate-password': unless(unbound, going),
    'reveal-credentials': unless(unbound),
    backup: unless(unbound, going),
    restore: unless(unbound, noRestore(seen.found, backups)),
    ...Object.fromEntries(own),
  };
}
