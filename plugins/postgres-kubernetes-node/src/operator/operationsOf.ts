import type { DatabaseOperation } from '@pgstage/backstage-plugin-postgres-common';
import { noRestore } from '../backups/noRestore';
import { message } from '../messages';
import {
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

/** Returns the rules of operations, by name. */
export const rulesIn = <TSnapshot extends OperatorSnapshot>(
  rules: OperationRules<TSnapshot>,
) =>
  Object.entries(rules) as Array<
    [DatabaseOperation, OperationRule<TSnapshot, unknown>]
  >;

/** Returns for each operation whether it is supported now, with the reason if not. `remove` always states what happens to the backups. */
export function operationsOf<TSnapshot extends OperatorSnapshot>(
  {
    operations,
    backups,
    logs,
  }: Pick<OperatorRules<TSnapshot>, 'operations' | 'backups' | 'logs'>,
  observed: ObservedSnapshot<TSnapshot>,
): ReportedOperations {
  const { cluster } = observed.snapshot;
  const blockers = blockersOf(cluster, observed.facts);
  const { managed, managedBinding, unbound, deleting } = blockers;
  const own = rulesIn(operations).map(([id, { offered }]) => [
    id,
    offered(observed, blockers),
  ]);
  return {
    bind: supportedUnless(deleting, managedBinding),
    change: supportedUnless(unbound, deleting, managed),
    remove: {
      reason: backups.onRemoval?.text ?? message('backupRetentionUnknown'),
      ...supportedUnless(unbound, managed),
    },
    'rotate-password': supportedUnless(unbound, deleting),
    'reveal-credentials': supportedUnless(unbound),
    ...(logs && { 'read-logs': supportedUnless(unbound) }),
    backup: supportedUnless(unbound, deleting),
    restore: supportedUnless(unbound, noRestore(observed.observed.backups)),
    ...Object.fromEntries(own),
  };
}
