import { POSTGRES_PORT } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { MONITORING_ROLE, REPLICATION_ROLE } from '../model';

/** Folders in the pods. */
export const paths = {
  config: '/etc/pgstage',
  login: '/run/pgstage/login',
  replication: '/run/pgstage/replication',
  monitoring: '/run/pgstage/monitoring',
  /** Exists once the database has been started. */
  started: '/run/pgstage/started',
  socket: '/var/run/postgresql',
  passwordFile: '/var/run/postgresql/replication.pgpass',
} as const;

/** As a role that pg_hba.conf does not reject: PostgreSQL logs each rejection as FATAL. */
const PROBE = `pg_isready -q -h 127.0.0.1 -p ${POSTGRES_PORT} -U ${MONITORING_ROLE} -d postgres`;

/** Whether the server responds, by TCP: the one that prepares a database listens on a socket only. 1: it rejects connections, for example while it recovers. */
export const RESPONDS = `${PROBE}; [ $? -ne 2 ]`;

/** Whether it accepts connections and answers a query. */
export const IS_READY = `${PROBE} &&
PGCONNECT_TIMEOUT=5 PGOPTIONS='-c statement_timeout=5s' \\
psql -XAtqw -h ${paths.socket} -p ${POSTGRES_PORT} -U postgres -d postgres -c 'SELECT 1' >/dev/null`;

/** Keeps a second pod on the same volume out. The lock lasts for as long as a process of PostgreSQL has the file open. */
const LOCK = `exec 9>"\${PGDATA%/*}/pgstage.lock"
flock -n 9 || {
  echo 'Another pod uses the volume. Waiting until it has ended.' >&2
  exit 1
}`;

/**
 * Starts PostgreSQL, which inherits the lock, and ends with it. Process 1 is the
 * shell, because a child of a probe that timed out becomes a child of process 1,
 * and PostgreSQL 17 restarts all sessions if a child that it does not know ends
 * with a code above 1. Because of the lock, the process in a `postmaster.pid`
 * that was left is not PostgreSQL.
 */
export const START = `${LOCK}
rm -f "$PGDATA/postmaster.pid"
postgres -c config_file=${paths.config}/postgresql.conf &
server=$!
trap 'again=true; kill -INT "$server"' INT TERM
again=true
while [ "$again" ]; do
  again=
  # A signal ends it, too, with the code of the signal.
  wait "$server"
  code=$?
done
exit "$code"`;

/** What both begin with. Kubernetes makes the volume writable for the group, and PostgreSQL refuses to start with that. */
const BEGIN = `${LOCK}
if [ -s "$PGDATA/PG_VERSION" ]; then
  chmod 0700 "$PGDATA"
  exit 0
fi`;

const NEW = `new="$PGDATA.new"
rm -rf "$new"`;

/** A complete data directory gets its name at the end: what was interrupted is repeated. `mv` would move it into an existing folder. */
const END = `if [ -d "$PGDATA" ]; then rmdir "$PGDATA"; fi
sync
mv "$new" "$PGDATA"
`;

/**
 * Creates a new database with the owner role and the role of the standbys.
 * Values are read by psql from files and quoted by it. A failed statement is
 * not logged, because it may contain a password. Once the database has been
 * started, a volume without data is an error: its data is lost.
 */
export const PREPARE_PRIMARY = `set -eu
umask 077
${BEGIN}
if [ -e ${paths.started}/started ]; then
  echo 'The volume of the primary has no data, but the database has been started before.' >&2
  echo 'No new database is created here. Restore the volume, or remove the database.' >&2
  exit 1
fi
${NEW}
initdb -D "$new" -U postgres --data-checksums --encoding=UTF8 --locale=C.UTF-8 \\
  --auth-local=peer --auth-host=reject
pg_ctl -D "$new" -w -s start \\
  -o "-c listen_addresses= -c unix_socket_directories=/tmp -c log_min_error_statement=panic"
psql -X -q -v ON_ERROR_STOP=1 -h /tmp -U postgres -d postgres <<'SQL'
\\set owner \`cat ${paths.login}/postgres-username\`
\\set password \`cat ${paths.login}/postgres-password\`
\\set database \`cat ${paths.login}/postgres-database\`
\\set replication \`cat ${paths.replication}/password\`
\\set monitoring \`cat ${paths.monitoring}/password\`
CREATE ROLE ${REPLICATION_ROLE} LOGIN REPLICATION PASSWORD :'replication';
GRANT EXECUTE ON FUNCTION pg_promote TO ${REPLICATION_ROLE};
CREATE ROLE ${MONITORING_ROLE} LOGIN PASSWORD :'monitoring' IN ROLE pg_monitor;
CREATE ROLE :"owner" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"owner";
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
pg_ctl -D "$new" -w -s -m fast stop
${END}`;

/**
 * Clones the primary, with a replication slot of its own. A slot that an
 * interrupted attempt left is replaced.
 */
export const PREPARE_STANDBY = `set -eu
umask 077
export PGPASSFILE=${paths.passwordFile} PGCONNECT_TIMEOUT=10
printf '*:*:*:${REPLICATION_ROLE}:%s\\n' "$(cat ${paths.replication}/password)" >"$PGPASSFILE"
${BEGIN}
${NEW}
until pg_isready -q -h "$PRIMARY" -p 5432 -U ${REPLICATION_ROLE} -d postgres; do sleep 2; done
psql -X -q -w -v ON_ERROR_STOP=1 -v slot="$SLOT" -o /dev/null \\
  -h "$PRIMARY" -p 5432 -U ${REPLICATION_ROLE} -d postgres <<'SQL'
SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
WHERE slot_name = :'slot' AND NOT active;
SQL
pg_basebackup -w -h "$PRIMARY" -p 5432 -U ${REPLICATION_ROLE} \\
  -D "$new" -X stream -c fast -R -C -S "$SLOT"
${END}`;
