import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import { escapeIdentifier } from 'pg';
import type { Session } from '../sql';
import { sqlStateOf } from '../sql';
import type { Target } from './Target';

/** @throws InvalidFieldsError where the server's packages lack an extension. */
export async function checkExtensions(
  { connections }: Target,
  session: Session,
  extensions: string[],
): Promise<void> {
  const rows = await session.query<{ name: string }>(
    'SELECT name FROM pg_available_extensions WHERE name = ANY($1)',
    [extensions],
  );
  const missing = extensions.filter(extension =>
    rows.every(({ name }) => name !== extension),
  );
  if (missing.length) {
    throw invalidField(
      'extensions',
      `must not hold ${missing.join(', ')}: not installed on server ${
        connections.server.id
      }`,
    );
  }
}

/**
 * Creates and drops extensions inside the database; both may be repeated.
 *
 * @throws ConflictError where something in the database needs a dropped one.
 */
export async function applyExtensions(
  { name, connections }: Target,
  { create, drop = [] }: { create: string[]; drop?: string[] },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!create.length && !drop.length) return;
  await connections.session(
    async session => {
      for (const extension of create) {
        await session.query(
          `CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)}`,
        );
      }
      for (const extension of drop) {
        try {
          // No CASCADE: columns and indexes of the application hang on it.
          await session.query(
            `DROP EXTENSION IF EXISTS ${escapeIdentifier(extension)}`,
          );
        } catch (error) {
          if (sqlStateOf(error) !== '2BP01') throw error;
          throw new ConflictError(
            `Extension ${extension} stays: ${
              (error as Error).message
            }. Drop those objects first`,
          );
        }
      }
    },
    { database: name, signal },
  );
}
