import {
  initSqlJob as jobOf,
  managedBy,
  POSTGRES_PORT,
  type InitSql,
  type InitSqlVerdict,
  type JobRequest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  clusterKind,
  type FoundDatabase,
  initSqlOf,
  namesOf,
  resources,
} from '../model';
import { databaseName, loginSecret, writeServiceOf } from '../observe';

/** The Job that runs init SQL in a Cluster. */
export async function initSqlJob(
  { client }: ClusterContext,
  found: FoundDatabase,
  initSql: InitSql,
  signal?: AbortSignal,
): Promise<JobRequest<InitSqlVerdict>> {
  const { cluster } = found;
  const { currentPrimary, certificates } = cluster.status;
  return jobOf(
    client,
    {
      kind: resources.clusters,
      cluster,
      primary: currentPrimary,
      service: writeServiceOf(found),
      port: POSTGRES_PORT,
      database: databaseName(found) ?? '',
      login: loginSecret(found).name,
      authority: certificates?.serverCASecret ?? namesOf(cluster.name).caSecret,
      wantedBy: owner => initSqlOf(clusterKind.slim(owner, managedBy(owner))),
    },
    initSql,
    signal,
  );
}
