import type { Query } from '../Query';
import { withoutNulls } from './serverFacts';

/**
 * A standby as it sees itself. Fields are absent without the right to see them.
 *
 * @public
 */
export interface StandbyFacts {
  inRecovery: boolean;
  startedAt: Date;
  timeline?: number;
  paused: boolean;
  /** Whether our role may see the state of its WAL receiver. */
  seesStats: boolean;
  /** State of the WAL receiver; absent while none runs. */
  receiver?: string;
  /** The slot on the primary that it reads from. */
  slotName?: string;
  /** The name under which the primary knows it. */
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
 * Asks a standby about itself.
 *
 * @public
 */
export async function readStandby(query: Query): Promise<StandbyFacts> {
  const [row] = await query<StandbyFacts>(STANDBY);
  return withoutNulls(row);
}
