import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { advanceInitSql } from '../initSql/InitSqlRuns';
import { credentialSourceOf } from '../operate/loginPlace';
import { ensureCredentials } from '../write/credentials';
import { credentialTargetOf } from '../write/credentialTarget';
import type { FollowUpRules } from '../write/FollowUp';
import type { OrphanCleaner } from '../write/OrphanCleaner';
import type { ReconcileRules } from '../write/Reconciler';
import { initSqlRequestOf } from './initSql';
import type { OperatorSnapshot, ObservedSnapshot } from './OperatorReport';
import type { OperatorContext, OperatorRules } from './OperatorRules';

/** Returns the rules for reconciling databases and for the follow-up of evaluations. */
export function followUpRulesOf<TSnapshot extends OperatorSnapshot>(
  {
    kind: { resource },
    loginVersionOf,
  }: Pick<OperatorRules<TSnapshot>, 'kind' | 'loginVersionOf'>,
  observe: (snapshot: TSnapshot) => ObservedSnapshot<TSnapshot>,
  databaseOf: (snapshot: TSnapshot) => Database,
  orphans: OrphanCleaner<TSnapshot, OperatorContext>,
): {
  reconcile: ReconcileRules<TSnapshot, OperatorContext>;
  followUp: FollowUpRules<TSnapshot, OperatorContext>;
} {
  const initSqlOf: FollowUpRules<TSnapshot, OperatorContext>['initSqlOf'] = (
    context,
    database,
    snapshot,
  ) => initSqlRequestOf(context, database, observe(snapshot), resource);
  const reconcile = async (
    context: OperatorContext,
    snapshot: TSnapshot,
    signal?: AbortSignal,
  ) => {
    const { observed } = observe(snapshot);
    if (!observed.keepsLogin) return;
    const target = credentialTargetOf(context, snapshot.cluster);
    const source = { ...credentialSourceOf(snapshot, observed), target };
    await ensureCredentials(context, snapshot, resource, source, signal);
    if (!observed.initSql) return;
    const initSql = initSqlOf(context, databaseOf(snapshot), snapshot);
    if (initSql) await advanceInitSql(initSql, signal);
  };
  return {
    reconcile: { reconcile, loginVersionOf, orphans },
    followUp: {
      reconcile,
      workOf: ({ credentials }, snapshot) => {
        const { keepsLogin, facts } = observe(snapshot).observed;
        return !credentials && keepsLogin && facts.hasLogin ? ['login'] : [];
      },
      initSqlOf,
      orphans,
    },
  };
}
