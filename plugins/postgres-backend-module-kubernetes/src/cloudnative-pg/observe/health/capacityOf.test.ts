import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseMetrics } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { capacityOf } from './capacityOf';

it('reports nothing without a valid metric', () => {
  expect(capacityOf(undefined, 'app')).toEqual({});
  const other = parseMetrics('cnpg_pg_database_size_bytes{datname="x"} 1');
  expect(capacityOf(other, 'app')).toEqual({});
  expect(capacityOf(other, undefined)).toEqual({});
  const invalid = parseMetrics(`
cnpg_pg_database_size_bytes 5
cnpg_pg_database_size_bytes{datname="app"} +Inf
cnpg_backends_total{datname="app"} -1`);
  expect(capacityOf(invalid, undefined)).toEqual({});
  expect(capacityOf(invalid, 'app')).toEqual({});
});

it('counts the sessions of all databases, without WAL senders', () => {
  const metrics = parseMetrics(`
cnpg_backends_total{datname="app",state="idle",usename="app"} 4
cnpg_backends_total{datname="app",state="active",usename="app"} 2
cnpg_backends_total{datname="reports",state="idle",usename="app"} 1
cnpg_backends_total{datname="",state="active",usename="streaming_replica"} 2`);
  expect(capacityOf(metrics, 'app')).toEqual({ connections: { used: 7 } });
});

describeWithPart(
  'PGSTAGE_RECORDINGS_DIR',
  'a recording of the exporter',
  recordings => {
    it('contains size, connections and their limit', () => {
      const file = path.join(
        recordings,
        'cloudnative-pg-1.30',
        'metrics-m-1.prom',
      );
      const metrics = parseMetrics(readFileSync(file, 'utf8'));
      expect(capacityOf(metrics, 'app')).toEqual({
        sizeBytes: 7_763_635,
        connections: { used: 1, allowed: 100 },
      });
    });
  },
);
