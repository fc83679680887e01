import type { DatabaseOperation } from '@pgstage/backstage-plugin-postgres-common';
import { noRestore } from '../backups/noRestore';
import {
  bindingLines,
  blockersOf,
  supportedUnless,
  type ReportedOperations,
} from '../observe/support';
import type { OperatorSnapshot, ObservedSnapshot } from './OperatorReport';
import type {
  OperationRule,
  OperationRules,
  OperatorRules,
} from './OperatorRules';

/** The rules of operations, by the names in the table. */
export const rulesIn = <TSnapshot extends OperatorSnapshot>(
  rules: OperationRules<TSnapshot>,
) =>
  Object.entries(rules) as Array<
    [DatabaseOperation, OperationRule<TSnapshot, unknown>]
  >;

/** What can be done to a database now, and where not, why. */
export function operationsOf<TSnapshot extends OperatorSnapshot>(
  {
    operations,
    backups,
  }: Pick<OperatorRules<TSnapshot>, 'operations' | 'backups'>,
  seen: ObservedSnapshot<TSnapshot>,
): ReportedOperations {
  const { cluster } = seen.snapshot;
  const hindrances = blockersOf(cluster, seen.facts);
  const { managed, unbound, going } = hindrances;
  const own = rulesIn(operations).map(([id, { offered }]) => [
    id,
    offered(seen, hindrances),
  ]);
  return {
    bind: supportedUnless(
      going,
      managed && `${managed} ${bindingLines(cluster)}`,
    ),
    change: supportedUnless(unbound, going, managed),
    remove: {
      reason:
        backups.onRemoval?.words ?? 'What becomes of its backups is not known.',
      ...supportedUnless(unbound, managed),
    },
    'rotate-password': supportedUnless(unbound, going),
    'reveal-credentials': supportedUnless(unbound),
    backup: supportedUnless(unbound, going),
    restore: supportedUnless(unbound, noRestore(seen.observed.backups)),
    ...Object.fromEntries(own),
  };
}
