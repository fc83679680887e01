import { APPLICATION } from '../connect/openClient';
import type { Query } from '../Query';
import { READ_ONLY } from './readOnly';

/**
 * A WAL sender in `pg_stat_replication`. Fields are absent without the right to
 * read them.
 *
 * @public
 */
export interface SenderFacts {
  pid: number;
  applicationName: string;
  host?: string;
  state?: string;
  sentBytes?: number;
  writeBytes?: number;
  flushBytes?: number;
  replayBytes?: number;
  writeSeconds?: number;
  flushSeconds?: number;
  replaySeconds?: number;
  syncState?: string;
  startedAt?: Date;
}

/**
 * A replication slot.
 *
 * @public
 */
export interface SlotFacts {
  name: string;
  type: 'physical' | 'logical';
  active: boolean;
  pid?: number;
  retainedBytes?: number;
  walStatus?: string;
}

/**
 * WAL archiving.
 *
 * @public
 */
export interface ArchiverFacts {
  mode: string;
  /** Whether a command or a library is set. */
  configured: boolean;
  lastArchivedAt?: Date;
  lastArchivedWal?: string;
  lastFailedAt?: Date;
  lastFailedWal?: string;
}

/**
 * A running base backup.
 *
 * @public
 */
export interface RunningBackupFacts {
  pid: number;
  startedAt?: Date;
  /** The command that started it. With target `server` it contains the folder. */
  command?: string;
  streamedBytes?: number;
}

/**
 * The state of one server.
 *
 * @public
 */
export interface ServerFacts {
  /** The time by the clock of the server, so that ages do not depend on two clocks. */
  now: Date;
  version: string;
  versionNumber: number;
  inRecovery: boolean;
  /** Whether `default_transaction_read_only` is on for all roles and databases. */
  readOnly: boolean;
  startedAt: Date;
  timeline?: number;
  /** `max_connections` without reserved connections. */
  maxConnections: number;
  /** Whether the role may read the statistics of other roles. */
  seesStats: boolean;
  senders: SenderFacts[];
  slots: SlotFacts[];
  archiver: ArchiverFacts;
  runningBackups: RunningBackupFacts[];
}

// Numbers as float8: node-postgres returns numeric and int8 as strings, and float8 is exact up to 8 PiB.
const SERVER = `
SELECT clock_timestamp() AS now,
       current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS "versionNumber",
       pg_is_in_recovery() AS "inRecovery", ${READ_ONLY} AS "readOnly",
       pg_postmaster_start_time() AS "startedAt",
       CASE WHEN NOT pg_is_in_recovery() THEN pg_walfile_name(pg_current_wal_lsn()) END AS wal,
       current_setting('max_connections')::int
         - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0) AS "maxConnections",
       pg_has_role('pg_read_all_stats', 'USAGE') AS "seesStats",
       current_setting('archive_mode') AS mode,
       current_setting('archive_command') NOT IN ('', '(disabled)')
         OR coalesce(current_setting('archive_library', true), '') <> '' AS configured,
       a.last_archived_time AS "lastArchivedAt", a.last_archived_wal AS "lastArchivedWal",
       a.last_failed_time AS "lastFailedAt", a.last_failed_wal AS "lastFailedWal"
  FROM pg_stat_archiver a`;

// Only physical standbys: no logical subscribers, pg_receivewal or base backups.
const SENDERS = `
SELECT r.pid, r.application_name AS "applicationName", host(r.client_addr) AS host, r.state,
       (now.lsn - r.sent_lsn)::float8 AS "sentBytes",
       (now.lsn - r.write_lsn)::float8 AS "writeBytes",
       (now.lsn - r.flush_lsn)::float8 AS "flushBytes",
       (now.lsn - r.replay_lsn)::float8 AS "replayBytes",
       extract(epoch FROM r.write_lag)::float8 AS "writeSeconds",
       extract(epoch FROM r.flush_lag)::float8 AS "flushSeconds",
       extract(epoch FROM r.replay_lag)::float8 AS "replaySeconds",
       r.sync_state AS "syncState", r.backend_start AS "startedAt"
  FROM pg_stat_replication r,
       (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END AS lsn) now
 WHERE r.state IS DISTINCT FROM 'backup'
   AND r.application_name NOT IN ($1, 'pg_basebackup', 'pg_receivewal')
   AND NOT EXISTS (
     SELECT FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')`;

const SLOTS = `
SELECT slot_name AS name, slot_type AS type, active, active_pid AS pid, wal_status AS "walStatus",
       CASE WHEN NOT pg_is_in_recovery() THEN (pg_current_wal_lsn() - restart_lsn)::float8 END AS "retainedBytes"
  FROM pg_replication_slots
 WHERE NOT temporary`;

const RUNNING_BACKUPS = `
SELECT p.pid, a.backend_start AS "startedAt", a.query AS command, p.backup_streamed::float8 AS "streamedBytes"
  FROM pg_stat_progress_basebackup p LEFT JOIN pg_stat_activity a USING (pid)`;

type ServerRow = Omit<
  ServerFacts,
  'senders' | 'slots' | 'archiver' | 'runningBackups' | 'timeline'
> &
  ArchiverFacts & { wal: string | null };

/**
 * Reads the state of a server with inexpensive queries. Supports PostgreSQL 14
 * and newer.
 *
 * @public
 */
export async function readServer(query: Query): Promise<ServerFacts> {
  // Sequentially, because they share one connection.
  const row = await query<ServerRow>(SERVER);
  const senders = await query<SenderFacts>(SENDERS, [APPLICATION]);
  const slots = await query<SlotFacts>(SLOTS);
  const runningBackups = await query<RunningBackupFacts>(RUNNING_BACKUPS);
  const {
    wal,
    mode,
    configured,
    lastArchivedAt,
    lastArchivedWal,
    lastFailedAt,
    lastFailedWal,
    ...server
  } = row[0];
  return {
    ...server,
    ...(wal && { timeline: parseInt(wal.slice(0, 8), 16) }),
    senders: senders.map(withoutNulls),
    slots: slots.map(withoutNulls),
    archiver: withoutNulls({
      mode,
      configured,
      lastArchivedAt,
      lastArchivedWal,
      lastFailedAt,
      lastFailedWal,
    }),
    runningBackups: runningBackups.map(withoutNulls),
  };
}

/** Removes the fields that are NULL: unknown values are absent. */
export function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as T;
}
