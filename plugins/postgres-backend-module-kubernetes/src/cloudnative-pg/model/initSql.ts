import {
  initSqlOf as initSqlIn,
  type InitSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CachedCluster } from './cachedTypes';

/** Returns the SQL to run as owner that the record of a Cluster requests, or undefined if it requests none. */
export function initSqlOf(
  cluster: Pick<CachedCluster, 'record' | 'spec' | 'managedBy'>,
): InitSql | undefined {
  return initSqlIn(cluster, cluster.spec.bootstrap?.initdb !== undefined);
}
