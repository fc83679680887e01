import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { UpstreamTimeoutError } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import {
  type DatabaseRecord,
  formatRecord,
  readRecords,
  type RecordedDatabase,
} from '../record';
import type { ServerConnections, Session } from '../sql';

const LOCK_WAIT_MS = 120_000;
const LOCK_POLL_MS = 100;

/** The database that a call writes to, with what writing needs. */
export interface Target {
  ref: string;
  name: string;
  connections: ServerConnections;
  credentialStore(id: string): CredentialStore;
  logger: LoggerService;
}

/**
 * Lets one writer at a time work on a database, over all Backstage replicas:
 * the lock lies on the server and ends with the session, so that a crash
 * leaves none behind.
 *
 * @throws UpstreamTimeoutError where another writer keeps it too long.
 */
export async function withLock<T>(
  { name, connections }: Target,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return connections.session(
    async session => {
      const deadline = Date.now() + LOCK_WAIT_MS;
      const locked = async () => {
        const [row] = await session.query<{ locked: boolean }>(
          `SELECT pg_try_advisory_lock(hashtextextended('pgstage:' || $1, 0)) AS locked`,
          [name],
        );
        return row.locked;
      };
      while (!(await locked())) {
        if (Date.now() > deadline) {
          throw new UpstreamTimeoutError(
            `PostgreSQL server ${connections.server.id}`,
            `another change of database '${name}' has not ended`,
            'Try again later',
          );
        }
        await sleep(LOCK_POLL_MS, undefined, { signal });
      }
      return work(session);
    },
    { signal },
  );
}

/** The database as it is now; `undefined` where there is no trace of it. */
export async function findDatabase(
  { name }: Target,
  session: Session,
): Promise<RecordedDatabase | undefined> {
  const [database] = await readRecords(session.query.bind(session), name);
  return database;
}

/** Like {@link findDatabase}. @throws NotFoundError where the database does not exist. */
export async function getDatabase(
  target: Target,
  session: Session,
): Promise<RecordedDatabase> {
  const database = await findDatabase(target, session);
  if (database?.exists) return database;
  throw new NotFoundError(
    `There is no database '${target.name}' on PostgreSQL server ${target.connections.server.id}`,
  );
}

/** Writes the record where it belongs; see `DatabaseRecord`. Part of a transaction where the caller has one. */
export async function writeRecord(
  session: Session,
  database: Pick<RecordedDatabase, 'name' | 'exists' | 'role'>,
  record: DatabaseRecord,
): Promise<void> {
  const text = escapeLiteral(formatRecord(record));
  const on = [
    ...(database.role ? [`ROLE ${escapeIdentifier(database.role)}`] : []),
    ...(database.exists ? [`DATABASE ${escapeIdentifier(database.name)}`] : []),
  ];
  // One text is one transaction: both comments are written, or none.
  await session.results(
    on.map(object => `COMMENT ON ${object} IS ${text}`).join(';\n'),
  );
}
