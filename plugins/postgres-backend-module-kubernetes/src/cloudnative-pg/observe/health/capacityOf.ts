import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import type { Sample } from '@pgstage/backstage-plugin-postgres-kubernetes-node';

type Metrics = ReadonlyMap<string, Sample[]>;

/**
 * Returns size and connections from the metrics of the primary (the operator's
 * default queries `pg_database`, `backends` and `pg_settings`); a field is absent
 * if its metric is. Connections are those of the whole server, like its limit,
 * without WAL senders, which have a separate limit.
 *
 * @param database - name of the database to measure; undefined: not known
 */
export function capacityOf(
  metrics: Metrics | undefined,
  database: string | undefined,
): Pick<Health, 'sizeBytes' | 'connections'> {
  const samples = (name: string) =>
    metrics?.get(name)?.filter(({ value }) => isCount(value)) ?? [];
  const backends = samples('cnpg_backends_total');
  const sizeBytes = samples('cnpg_pg_database_size_bytes').find(
    ({ labels }) => database !== undefined && labels.datname === database,
  )?.value;
  const allowed = samples('cnpg_pg_settings_setting').find(
    ({ labels }) => labels.name === 'max_connections',
  )?.value;
  const used = backends
    .filter(({ labels }) => labels.datname)
    .reduce((sum, { value }) => sum + value, 0);
  return {
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(backends.length > 0 && {
      connections: { used, ...(allowed !== undefined && { allowed }) },
    }),
  };
}

/** Guards against invalid samples: only such a value is a size or a number of sessions. */
function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
