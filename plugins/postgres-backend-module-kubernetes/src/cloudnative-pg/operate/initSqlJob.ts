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
  type CloudNativePgSnapshot,
  initSqlOf,
  namesOf,
  resources,
} from '../model';
import { databaseName, loginSecret, writeServiceOf } from '../observe';

/** Returns the Job that runs init SQL in a Cluster. */
export async function initSqlJob(
  { client }: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  initSql: InitSql,
  signal?: AbortSignal,
): Promise<JobRequest<InitSqlVerdict>> {
  const { cluster } = snapshot;
  const { currentPrimary, certificates } = cluster.status;
  return jobOf(
    client,
    {
      kind: resources.clusters,
      cluster,
      primary: currentPrimary,
      service: writeServiceOf(snapshot),
      port: POSTGRES_PORT,
      database: databaseName(snapshot) ?? '',
      login: loginSecret(snapshot).name,
      authority: certificates?.serverCASecret ?? namesOf(cluster.name).caSecret,
      requestedBy: owner =>
        initSqlOf(clusterKind.transform(owner, managedBy(owner))),
    },
    initSql,
    signal,
  );
}
