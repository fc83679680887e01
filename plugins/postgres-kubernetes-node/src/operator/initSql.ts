import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { KubernetesObject, ResourceKind } from '../cluster';
import { initSqlOf, type InitSql } from '../initSql/initSql';
import { initSqlJob } from '../initSql/initSqlJob';
import { pendingInitSql, type InitSqlRequest } from '../initSql/InitSqlRuns';
import type { CachedDatabaseObject } from '../model/cachedTypes';
import { POSTGRES_PORT } from '../model/podKind';
import { recordOf } from '../model/record';
import type { OperatorSnapshot, ObservedSnapshot } from './OperatorReport';
import type { OperatorContext } from './OperatorRules';

/** Returns the init SQL of the record. A restored database already has it. */
export const requestedInitSql = (
  cached: Pick<CachedDatabaseObject, 'record' | 'managedBy'>,
): InitSql | undefined => initSqlOf(cached, true);

/** Returns init SQL that has not run, once everything that it may need exists. */
export function initSqlRequestOf<TSnapshot extends OperatorSnapshot>(
  { client, jobs }: OperatorContext,
  database: Pick<Database, 'steps'>,
  { snapshot: { cluster, ref }, report, facts }: ObservedSnapshot<TSnapshot>,
  kind: ResourceKind,
): InitSqlRequest | undefined {
  const initSql = pendingInitSql(database, requestedInitSql(cluster));
  if (!initSql || facts.writable === 0) return undefined;
  const {
    primary,
    services,
    loginSecret,
    authority,
    database: name = '',
  } = report;
  const target = {
    kind,
    cluster,
    primary,
    service: services.readWrite,
    port: POSTGRES_PORT,
    database: name,
    login: loginSecret,
    authority,
    requestedBy: ({ metadata }: KubernetesObject) =>
      requestedInitSql({ record: recordOf(metadata.annotations) }),
  };
  return {
    ref,
    initSql,
    jobs,
    jobOf: (due, signal) => initSqlJob(client, target, due, signal),
  };
}
