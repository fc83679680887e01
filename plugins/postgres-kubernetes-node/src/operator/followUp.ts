import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { advanceInitSql } from '../initSql/InitSqlRuns';
import { loginPlaceOf } from '../operate/loginPlace';
import { ensureCredentials } from '../write/credentials';
import { credentialTargetOf } from '../write/credentialTarget';
import type { FollowUpRules } from '../write/FollowUp';
import type { Leftovers } from '../write/Leftovers';
import type { ReconcileRules } from '../write/Reconciler';
import { initSqlRequestOf } from './initSql';
import type { OperatorSnapshot, Seen } from './OperatorReport';
import type { OperatorContext, OperatorRules } from './OperatorRules';

/** How databases are made what their records say, and what follows from what is observed. */
export function followUpRulesOf<Found extends OperatorSnapshot>(
  {
    kind: { resource },
    loginVersionOf,
  }: Pick<OperatorRules<Found>, 'kind' | 'loginVersionOf'>,
  see: (found: Found) => Seen<Found>,
  databaseOf: (found: Found) => Database,
  leftovers: Leftovers<Found, OperatorContext>,
): {
  reconcile: ReconcileRules<Found, OperatorContext>;
  followUp: FollowUpRules<Found, OperatorContext>;
} {
  const initSqlOf: FollowUpRules<Found, OperatorContext>['initSqlOf'] = (
    context,
    database,
    found,
  ) => initSqlRequestOf(context, database, see(found), resource);
  const reconcile = async (
    context: OperatorContext,
    found: Found,
    signal?: AbortSignal,
  ) => {
    const { observed } = see(found);
    if (!observed.keepsLogin) return;
    const target = credentialTargetOf(context, found.cluster);
    const place = { ...loginPlaceOf(found, observed), target };
    await ensureCredentials(context, found, resource, place, signal);
    if (!observed.initSql) return;
    const initSql = initSqlOf(context, databaseOf(found), found);
    if (initSql) await advanceInitSql(initSql, signal);
  };
  return {
    reconcile: { reconcile, loginVersionOf, leftovers },
    followUp: {
      reconcile,
      wantsOf: ({ credentials }, found) => {
        const { keepsLogin, facts } = see(found).observed;
        return !credentials && keepsLogin && facts.hasLogin ? ['login'] : [];
      },
      initSqlOf,
      leftovers,
    },
  };
}
