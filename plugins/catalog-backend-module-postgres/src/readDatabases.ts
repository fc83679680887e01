import type { AuthService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';

const PAGE = 500;

interface Source {
  auth: AuthService;
  postgres: PostgresService;
}

export interface AllDatabases {
  databases: Database[];
  /** Every location has been read at least once since the start of the backend. */
  complete: boolean;
  /** Every location can be reached now, so that a missing database was removed. */
  current: boolean;
}

/** Reads all databases of all owners, over all pages. */
export async function readAll({
  auth,
  postgres,
}: Source): Promise<AllDatabases> {
  const credentials = await auth.getOwnServiceCredentials();
  const all: AllDatabases = { databases: [], complete: true, current: true };
  let cursor: string | undefined;
  do {
    const page = await postgres.listDatabases(
      { limit: PAGE, cursor },
      { credentials },
    );
    all.databases.push(...page.items);
    all.complete &&= page.complete;
    all.current &&= page.complete && !page.problems.length;
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

/** Reads the current state of one database, or undefined if it no longer exists. */
export async function readOne(
  { auth, postgres }: Source,
  ref: string,
): Promise<Database | undefined> {
  const credentials = await auth.getOwnServiceCredentials();
  try {
    return await postgres.getDatabase(ref, undefined, { credentials });
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 404)
      return undefined;
    throw error;
  }
}
