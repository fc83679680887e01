import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import {
  pendingInitSql,
  type InitSqlRequest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  type CloudNativePgSnapshot,
  initSqlOf,
} from '../model';
import { factsOf } from '../observe';
import { initSqlJob } from '../operate/initSqlJob';

/** Returns pending init SQL once the primary accepts writes, else undefined. */
export function initSqlRequestOf(
  context: ClusterContext,
  database: Pick<Database, 'steps'>,
  snapshot: CloudNativePgSnapshot,
): InitSqlRequest | undefined {
  const initSql = pendingInitSql(database, initSqlOf(snapshot.cluster));
  if (!initSql || factsOf(snapshot).writable === 0) return undefined;
  return {
    ref: snapshot.ref,
    initSql,
    jobs: context.jobs,
    jobOf: (pending, signal) => initSqlJob(context, snapshot, pending, signal),
  };
}
