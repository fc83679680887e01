import { ConflictError } from '@backstage/errors';
import {
  readHolders,
  type Session,
} from '@pgstage/backstage-plugin-postgres-sql-node';

/**
 * Refuses to drop a database that something else than a session holds. Also
 * with force: FORCE ends sessions alone.
 *
 * @throws ConflictError that names what it is, and what to do.
 */
export async function checkNoHolders(
  session: Session,
  name: string,
): Promise<void> {
  const holders = await readHolders(session.query.bind(session), name);
  if (!holders.length) return;
  throw new ConflictError(
    `Database '${name}' is held by ${holders
      .map(({ what }) => what)
      .join(', ')}. First: ${holders.map(({ todo }) => todo).join('; ')}`,
  );
}
