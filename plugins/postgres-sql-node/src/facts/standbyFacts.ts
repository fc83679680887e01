import type { Query } from '../Query';
import { withoutNulls } from './serverFacts';

/**
 * The state of a standby as it reports it. Fields are absent without the right to
 * read them.
 *
 * @public
 */
export interface StandbyFacts {
  inRecovery: boolean;
  startedAt: Date;
  timeline?: number;
  paused: boolean;
  /** Whether the role may read the state of its WAL receiver. */
  seesStats: boolean;
  /** State of the WAL receiver; absent if none runs. */
  receiver?: string;
  /** Its replication slot on the primary. */
  slotName?: string;
  /** Its `application_name` on the primary. */
  applicationName?: string;
}

const STANDBY = `
SELECT pg_is_in_recovery() AS "inRecovery",
       pg_postmaster_start_time() AS "startedAt",
       coalesce(r.received_tli, (pg_control_checkpoint()).timeline_id) AS timeline,
       CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END AS paused,
       pg_has_role('pg_read_all_stats', 'USAGE') AS "seesStats",
       r.status AS receiver, r.slot_name AS "slotName",
       substring(r.conninfo FROM '(?:^|\\s)application_name=''?([^''\\s]+)') AS "applicationName"
  FROM (SELECT) one LEFT JOIN pg_stat_wal_receiver r ON true`;

/**
 * Reads the state of a standby.
 *
 * @public
 */
export async function readStandby(query: Query): Promise<StandbyFacts> {
  const [row] = await query<StandbyFacts>(STANDBY);
  return withoutNulls(row);
}
