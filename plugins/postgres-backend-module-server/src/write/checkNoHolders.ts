import { ConflictError } from '@backstage/errors';
import {
  readHolders,
  type Session,
} from '@pgstage/backstage-plugin-postgres-sql-node';

/**
 * Checks that only sessions use a database before it is dropped. `DROP DATABASE
 * ... WITH (FORCE)` ends only sessions.
 *
 * @throws ConflictError that names the objects that use it, and what to do
 */
export async function checkNoHolders(
  session: Session,
  name: string,
): Promise<void> {
  const holders = await readHolders(session.query.bind(session), name);
  if (!holders.length) return;
  throw new ConflictError(
    `Database '${name}' is in use by ${holders
      .map(({ what }) => what)
      .join(', ')}. First: ${holders
      .map(({ nextStep }) => nextStep)
      .join('; ')}`,
  );
}
