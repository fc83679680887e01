import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import type { Sample } from '@pgstage/backstage-plugin-postgres-kubernetes-node';

type Metrics = ReadonlyMap<string, Sample[]>;

/**
 * Size and connections, as the exporter of the primary counts them (the
 * operator's default queries `pg_database`, `backends` and `pg_settings`);
 * absent where it does not tell. Connections are those of the whole server, as
 * its limit is, without the senders of WAL, which have a limit of their own.
 *
 * @param database - the one whose size is asked for; undefined: not known
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

/** Whatever an exporter says: a size or a number of sessions is no other. */
function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
