import { advanceInitSql } from '../initSql/InitSqlRuns';
import type { LoginPlace } from '../operate/rotatePassword';
import { MAINTENANCE_DATABASE } from '../recipes/login';
import { ensureCredentials } from '../write/credentials';
import { credentialTargetOf } from '../write/credentialTarget';
import type { FollowUpRules } from '../write/FollowUp';
import type { Leftovers } from '../write/Leftovers';
import type { ReconcileRules } from '../write/Reconciler';
import { initSqlRequestOf } from './initSql';
import { look, NO_PAST } from './look';
import { seenBy, type OperatorSnapshot, type Seen } from './OperatorReport';
import type { OperatorContext, OperatorRules } from './OperatorRules';
import { endpointsOf } from './sections';

/** Where the login of a database is kept. */
export function loginPlaceOf<Found extends OperatorSnapshot>(
  seen: Pick<Seen<Found>, 'found' | 'report'>,
): LoginPlace {
  const { found, report } = seen;
  const [{ host, port, sslMode }] = endpointsOf(seen);
  const { database = MAINTENANCE_DATABASE } = report;
  return {
    secret: {
      namespace: found.cluster.namespace,
      name: report.loginSecret,
    },
    entry: { ref: found.ref, host, port, sslMode, database },
  };
}

/** Whether the credential store is to hold the login: not where all but the record is others'. */
const keepsLogin = ({ cluster }: OperatorSnapshot): boolean =>
  cluster.record.binding !== undefined &&
  !cluster.record.adopted &&
  !cluster.deletedAt;

/** How databases are made what their records say, and what follows from what is observed. */
export function followUpRulesOf<Found extends OperatorSnapshot>(
  rules: OperatorRules<Found>,
  leftovers: Leftovers<Found, OperatorContext>,
): {
  reconcile: ReconcileRules<Found, OperatorContext>;
  followUp: FollowUpRules<Found, OperatorContext>;
} {
  const { kind, reportOf } = rules;
  const seen = (found: Found) => seenBy(found, reportOf(found));
  const initSqlOf: FollowUpRules<Found, OperatorContext>['initSqlOf'] = (
    context,
    database,
    found,
  ) => initSqlRequestOf(context, database, seen(found), kind.resource);
  const reconcile = async (
    context: OperatorContext,
    found: Found,
    signal?: AbortSignal,
  ) => {
    if (!keepsLogin(found)) return;
    const target = credentialTargetOf(context, found.cluster);
    const place = { ...loginPlaceOf(seen(found)), target };
    await ensureCredentials(context, found, kind.resource, place, signal);
    const { database } = look(rules, found, new Date(), NO_PAST);
    const initSql = initSqlOf(context, database, found);
    if (initSql) await advanceInitSql(initSql, signal);
  };
  return {
    reconcile: {
      reconcile,
      loginVersionOf: rules.loginVersionOf,
      leftovers,
    },
    followUp: {
      reconcile,
      wantsOf: ({ credentials }, found) =>
        !credentials && keepsLogin(found) && rules.loginVersionOf(found.cluster)
          ? ['login']
          : [],
      initSqlOf,
      leftovers,
    },
  };
}
