import {
  initSqlOf as initSqlIn,
  type InitSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { KeptCluster } from './kept';

/** The SQL that the record of a Cluster asks for, as its owner. */
export function initSqlOf(
  cluster: Pick<KeptCluster, 'record' | 'spec' | 'managedBy'>,
): InitSql | undefined {
  return initSqlIn(cluster, cluster.spec.bootstrap?.initdb !== undefined);
}
