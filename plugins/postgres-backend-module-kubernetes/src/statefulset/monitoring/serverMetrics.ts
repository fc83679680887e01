import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import {
  readMetrics,
  type ClusterClient,
  type Sample,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { slotOf, type StatefulSetSnapshot } from '../model';

type Metrics = ReadonlyMap<string, Sample[]>;

/** What the primary reports of a standby. */
export interface Replication {
  /** As in `pg_stat_replication`; absent: it is not connected, or that is not known. */
  state?: string;
  /** Whether its slot is in use; absent: not known. */
  active?: boolean;
  /** Whether the primary has removed WAL that it still needs. */
  lost: boolean;
  /** WAL that it has not replayed, in bytes. */
  replayBytes?: number;
}

/** What the exporter has read of the server behind the read-write Service. */
export interface ServerMetrics
  extends Pick<Health, 'sizeBytes' | 'connections'> {
  at: Date;
  /** Whether it accepts writes; false: it is a standby. */
  isPrimary: boolean;
  replicationOf(instance: string): Replication;
}

/**
 * Returns what the metrics of postgres_exporter show; undefined if it could not
 * read the server.
 *
 * @param database - name of the database whose size is reported
 */
export function serverMetricsOf(
  metrics: Metrics,
  database: string | undefined,
  at: Date,
): ServerMetrics | undefined {
  const samples = (name: string) => metrics.get(name) ?? [];
  const value = (name: string) => samples(name)[0]?.value;
  const isReplica = value('pg_replication_is_replica');
  if (value('pg_up') !== 1 || isReplica === undefined) return undefined;
  const backends = samples('pg_stat_database_numbackends');
  const sizeBytes = samples('pg_database_size_bytes').find(
    ({ labels }) => labels.datname === database,
  )?.value;
  return {
    at,
    isPrimary: isReplica === 0,
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(backends.length > 0 && {
      connections: {
        used: backends.reduce((sum, each) => sum + each.value, 0),
        allowed: value('pg_settings_max_connections'),
      },
    }),
    replicationOf: instance => {
      const sender = ({ labels }: Sample) =>
        labels.application_name === instance;
      const slot = ({ labels }: Sample) =>
        labels.slot_name === slotOf(instance);
      const active = samples('pg_replication_slot_slot_is_active').find(slot);
      return {
        state: samples('pg_stat_replication_pg_current_wal_lsn_bytes').find(
          sender,
        )?.labels.state,
        active: active && active.value === 1,
        lost: samples('pg_replication_slot_wal_status').some(
          each =>
            slot(each) && each.labels.wal_status === 'lost' && each.value === 1,
        ),
        replayBytes: samples('pg_stat_replication_pg_wal_lsn_diff').find(sender)
          ?.value,
      };
    },
  };
}

/** Reads the metrics now; undefined if there is no exporter, or if it does not respond. */
export async function readServerMetrics(
  client: ClusterClient,
  { exporter, cluster }: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<ServerMetrics | undefined> {
  if (!exporter) return undefined;
  const { namespace, name } = exporter;
  const pod = { namespace, name, scheme: 'http' as const };
  const metrics = await readMetrics(client, pod, signal);
  const { database } = cluster.record.spec;
  return metrics && serverMetricsOf(metrics, database, new Date());
}
