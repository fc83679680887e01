import { ConflictError } from '@backstage/errors';
import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';

// Of what a database is held by beside sessions, no session need be open.
const HOLDERS = `
SELECT 'prepared transaction ' || quote_literal(gid) AS what,
       'COMMIT or ROLLBACK PREPARED ' || quote_literal(gid) || ' in it' AS todo
  FROM pg_prepared_xacts WHERE database = $1
UNION ALL
SELECT 'subscription ' || quote_ident(subname), 'DROP SUBSCRIPTION ' || quote_ident(subname) || ' in it'
  FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = $1
UNION ALL
SELECT 'logical replication slot ' || quote_ident(slot_name), 'stop the subscriber that reads from ' || quote_ident(slot_name)
  FROM pg_replication_slots WHERE database = $1 AND active`;

/**
 * Refuses to drop a database that something else than a session holds. Also
 * with force: FORCE ends sessions alone.
 *
 * @throws ConflictError that names what it is, and what to do.
 */
export async function refuseHolders(
  session: Session,
  name: string,
): Promise<void> {
  const holders = await session.query<{ what: string; todo: string }>(HOLDERS, [
    name,
  ]);
  if (!holders.length) return;
  throw new ConflictError(
    `Database '${name}' is held by ${holders
      .map(({ what }) => what)
      .join(', ')}. First: ${holders.map(({ todo }) => todo).join('; ')}`,
  );
}
