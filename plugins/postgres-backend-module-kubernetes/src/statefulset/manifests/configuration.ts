import {
  bytesOf,
  POSTGRES_PORT,
  type KubernetesObject,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  MONITORING_ROLE,
  namesOf,
  REPLICATION_ROLE,
  resources,
} from '../model';
import { metadataOf } from './metadata';
import type { DatabasePlan } from './plan';
import { paths, PREPARE_PRIMARY, PREPARE_STANDBY } from './scripts';

const POSTGRESQL_CONF = 'postgresql.conf';
const PG_HBA = 'pg_hba.conf';

const MEBIBYTE = 1024 ** 2;

/** Of a volume, WAL between two checkpoints may take an eighth, and WAL that is retained for standbys another one. */
function walMebibytes(storage: string): number {
  const share = Math.floor((bytesOf(storage) ?? 0) / MEBIBYTE / 8);
  return Math.min(1024, Math.max(64, share));
}

function postgresqlConf({ spec }: DatabasePlan): string {
  const wal = walMebibytes(spec.storage);
  return `listen_addresses = '*'
port = ${POSTGRES_PORT}
unix_socket_directories = '${paths.socket}'
hba_file = '${paths.config}/${PG_HBA}'
password_encryption = 'scram-sha-256'
wal_level = replica
hot_standby = on
max_wal_senders = 20
max_replication_slots = 20
max_wal_size = '${wal}MB'
min_wal_size = '32MB'
# The slot of a standby that does not return must not fill the volume.
max_slot_wal_keep_size = '${wal}MB'
`;
}

/** The first line that matches decides. Applications connect only to their own database. */
const HBA = `local all all peer
host all postgres all reject
host replication ${REPLICATION_ROLE} all scram-sha-256
host postgres ${REPLICATION_ROLE} all scram-sha-256
host postgres ${MONITORING_ROLE} all scram-sha-256
host all ${REPLICATION_ROLE},${MONITORING_ROLE} all reject
host postgres,template0,template1 all all reject
host all all all scram-sha-256
`;

/** Returns the ConfigMap with the configuration of PostgreSQL and the scripts of the init containers. */
export function configuration(plan: DatabasePlan): Manifest {
  return {
    kind: resources.configMaps,
    object: {
      metadata: metadataOf(plan, namesOf(plan.name).config),
      data: {
        [POSTGRESQL_CONF]: postgresqlConf(plan),
        [PG_HBA]: HBA,
        'prepare-primary.sh': PREPARE_PRIMARY,
        'prepare-standby.sh': PREPARE_STANDBY,
      },
    },
  };
}

const dataOf = ({ data = {} }: KubernetesObject) =>
  data as Record<string, string>;

/** Returns the settings of PostgreSQL in a ConfigMap. They follow the record; the scripts stay those that the pods were made for. */
export function settingsOf(configMap: KubernetesObject) {
  const { [POSTGRESQL_CONF]: conf, [PG_HBA]: hba } = dataOf(configMap);
  return { conf, hba };
}

/** Returns the manifest without its settings, so that of an existing ConfigMap only these are written; undefined for any other part. */
export function withoutSettings({
  kind,
  object,
}: Manifest): Manifest | undefined {
  const { [POSTGRESQL_CONF]: conf, [PG_HBA]: _, ...data } = dataOf(object);
  return kind === resources.configMaps && conf !== undefined
    ? { kind, object: { ...object, data } }
    : undefined;
}

/** Returns the ConfigMap that exists once the database has been started: without it, a volume without data is a new one. */
export const startedMark = (plan: DatabasePlan): Manifest => ({
  kind: resources.configMaps,
  object: {
    metadata: metadataOf(plan, namesOf(plan.name).started),
    data: { started: 'true' },
  },
});

/** Returns the ConfigMap with which applications connect, without the password. */
export function connectionDetails(plan: DatabasePlan): Manifest {
  const { connection, readWrite, login } = namesOf(plan.name);
  const { database, user } = plan.spec;
  return {
    kind: resources.configMaps,
    object: {
      metadata: metadataOf(plan, connection),
      data: {
        host: `${readWrite}.${plan.namespace}.svc`,
        port: `${POSTGRES_PORT}`,
        database,
        username: user,
        'secret-name': login,
      },
    },
  };
}
