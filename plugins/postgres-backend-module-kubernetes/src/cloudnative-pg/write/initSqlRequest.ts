import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import {
  dueInitSql,
  type InitSqlRequest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, type FoundDatabase, initSqlOf } from '../model';
import { factsOf } from '../observe';
import { initSqlJob } from '../operate/initSqlJob';

/** Init SQL that has not run, once all that it may need is there. */
export function initSqlRequestOf(
  context: ClusterContext,
  database: Pick<Database, 'steps'>,
  found: FoundDatabase,
): InitSqlRequest | undefined {
  const initSql = dueInitSql(database, initSqlOf(found.cluster));
  if (!initSql || factsOf(found).writable === 0) return undefined;
  return {
    ref: found.ref,
    initSql,
    jobs: context.jobs,
    jobOf: (due, signal) => initSqlJob(context, found, due, signal),
  };
}
