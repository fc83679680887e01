import {
  initSqlOf as initSqlIn,
  type InitSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CachedCluster } from './cachedTypes';

/** The SQL that the record of a Cluster asks for, as its owner. */
export function initSqlOf(
  cluster: Pick<CachedCluster, 'record' | 'spec' | 'managedBy'>,
): InitSql | undefined {
  return initSqlIn(cluster, cluster.spec.bootstrap?.initdb !== undefined);
}
