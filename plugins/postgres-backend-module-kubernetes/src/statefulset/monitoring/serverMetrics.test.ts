import { parseMetrics } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { serverMetricsOf } from './serverMetrics';

/** As postgres_exporter 0.17 writes them. */
const TEXT = `pg_up 1
pg_replication_is_replica 0
pg_settings_max_connections{server="orders:5432"} 100
pg_database_size_bytes{datname="orders"} 7.602703e+06
pg_database_size_bytes{datname="postgres"} 7.763635e+06
pg_stat_database_numbackends{datid="5",datname="postgres"} 2
pg_stat_database_numbackends{datid="16384",datname="orders"} 3
pg_stat_replication_pg_current_wal_lsn_bytes{application_name="orders-postgresql-1",client_addr="10.0.0.1",server="orders:5432",slot_name="78",state="streaming"} 2.6741224e+07
pg_stat_replication_pg_wal_lsn_diff{application_name="orders-postgresql-1",client_addr="10.0.0.1",server="orders:5432",slot_name="78",state="streaming"} 4096
pg_replication_slot_slot_is_active{slot_name="orders_postgresql_1",slot_type="physical"} 1
pg_replication_slot_slot_is_active{slot_name="orders_postgresql_2",slot_type="physical"} 0
pg_replication_slot_wal_status{slot_name="orders_postgresql_1",slot_type="physical",wal_status="reserved"} 1
pg_replication_slot_wal_status{slot_name="orders_postgresql_2",slot_type="physical",wal_status="lost"} 1
`;
const at = new Date('2026-03-01T12:00:00Z');
const read = (text = TEXT, database: string | undefined = 'orders') =>
  serverMetricsOf(parseMetrics(text), database, at);

it('reads size, connections and the role of the server', () => {
  expect(read()).toMatchObject({
    at,
    isPrimary: true,
    sizeBytes: 7_602_703,
    connections: { used: 5, allowed: 100 },
  });
});

it('reads the replication of each standby, by its name and its slot', () => {
  const metrics = read();
  expect(metrics?.replicationOf('orders-postgresql-1')).toEqual({
    state: 'streaming',
    active: true,
    lost: false,
    replayBytes: 4096,
  });
  expect(metrics?.replicationOf('orders-postgresql-2')).toEqual({
    state: undefined,
    active: false,
    lost: true,
    replayBytes: undefined,
  });
  expect(metrics?.replicationOf('orders-postgresql-3')).toEqual({
    state: undefined,
    active: undefined,
    lost: false,
    replayBytes: undefined,
  });
});

it.each([
  ['that could not be read', 'pg_up 0\npg_replication_is_replica 0'],
  ['whose role is not reported', 'pg_up 1'],
  ['without a valid metric', '<html>'],
])('knows nothing of a server %s', (_, text) => {
  expect(read(text)).toBeUndefined();
});

it('does not take the size of another database', () => {
  expect(read(TEXT, 'other')).not.toHaveProperty('sizeBytes');
});
