import type { Query } from '../Query';

/**
 * An object other than a session that prevents a database from being dropped.
 *
 * @public
 */
export interface HolderFacts {
  what: string;
  /** How to end its use of the database; follows "First: ". */
  nextStep: string;
}

const HOLDERS = `
SELECT 'prepared transaction ' || quote_literal(gid) AS what,
       'COMMIT or ROLLBACK PREPARED ' || quote_literal(gid) || ' in it' AS "nextStep"
  FROM pg_prepared_xacts WHERE database = $1
UNION ALL
SELECT 'subscription ' || quote_ident(subname), 'DROP SUBSCRIPTION ' || quote_ident(subname) || ' in it'
  FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = $1
UNION ALL
SELECT 'logical replication slot ' || quote_ident(slot_name), 'stop the subscriber that reads from ' || quote_ident(slot_name)
  FROM pg_replication_slots WHERE database = $1 AND active`;

/**
 * Reads the objects that prevent a database from being dropped even with FORCE,
 * which ends only sessions.
 *
 * @public
 */
export async function readHolders(
  query: Query,
  database: string,
): Promise<HolderFacts[]> {
  return query<HolderFacts>(HOLDERS, [database]);
}
