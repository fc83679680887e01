import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  RecordChangedError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialStore,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  type Session,
  holderText,
  takeLock,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import {
  type DatabaseRecord,
  identityOf,
  readRecords,
  recordCodec,
  type RecordedDatabase,
  recordVersionOf,
} from '../record';
import { type ServerConnections } from '../sql';

const LOCK_WAIT_MS = 120_000;

/** The database that a call writes to, with what writing needs. */
export interface WriteContext {
  ref: string;
  name: string;
  connections: ServerConnections;
  credentialStore(id: string): CredentialStore;
  signer: RecordSigner;
  /** What the caller's rights were judged on; absent: no check. */
  recordVersion?: string;
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
  { name, connections }: WriteContext,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<T>,
  waitMs = LOCK_WAIT_MS,
): Promise<T> {
  return connections.session(
    async session => {
      const holder = await takeLock(session, `pgstage:${name}`, {
        waitMs,
        signal,
      });
      if (!holder) return work(session);
      throw new UpstreamTimeoutError(
        `PostgreSQL server ${connections.server.id}`,
        `another change of database '${name}' has not ended: ${holderText(
          holder,
        )}`,
        `Try again later. If no Backstage works on it any more, end that session there: SELECT pg_terminate_backend(${holder.pid})`,
      );
    },
    { signal },
  );
}

/**
 * The database as it is now; `undefined` where there is no trace of it.
 *
 * @throws RecordChangedError where it is not what the caller's rights were judged on.
 * @throws ConflictError where the name is now that of a database with another one in its record.
 */
export async function findDatabase(
  { name, ref, signer, recordVersion, connections }: WriteContext,
  session: Session,
): Promise<RecordedDatabase | undefined> {
  const records = await readRecords(session.query.bind(session), signer);
  const renamed = records.find(({ missing }) => missing?.renamedTo === name);
  const database = records.find(recorded => recorded.name === name);
  if (renamed && !database) {
    throw new ConflictError(
      `Database '${name}' of server ${connections.server.id} is '${renamed.name}', which was renamed outside of Backstage: rename it back first`,
    );
  }
  if (
    database &&
    recordVersion !== undefined &&
    recordVersionOf(database) !== recordVersion
  )
    throw new RecordChangedError(ref);
  return database;
}

/**
 * Like {@link findDatabase}.
 *
 * @throws NotFoundError where the database does not exist, and was never finished.
 */
export async function getDatabase(
  target: WriteContext,
  session: Session,
): Promise<RecordedDatabase> {
  const database = await findDatabase(target, session);
  if (database && (database.exists || database.missing || database.unconfirmed))
    return database;
  throw new NotFoundError(
    `There is no database '${target.name}' on PostgreSQL server ${target.connections.server.id}`,
  );
}

/** The record of a database. @throws ConflictError where it belongs to no entity. */
export function requireRecord({
  name,
  record,
  unconfirmed,
}: RecordedDatabase): DatabaseRecord {
  if (record) return record;
  throw new ConflictError(
    unconfirmed
      ? `The record of database '${name}' is not signed by this Backstage: an administrator confirms it first, by binding it with adopt`
      : `Database '${name}' was not made by pgstage and belongs to no entity: bind it with adopt to take it over`,
  );
}

/** Signs the record and writes it where it belongs; see `DatabaseRecord`. Part of a transaction where the caller has one. */
export async function writeRecord(
  { signer }: WriteContext,
  session: Session,
  database: Pick<
    RecordedDatabase,
    'name' | 'system' | 'exists' | 'oid' | 'role' | 'roleOid' | 'missing'
  >,
  record: DatabaseRecord,
): Promise<void> {
  const { system, oid, role, roleOid } = database;
  const name = database.exists ? database.name : database.missing?.renamedTo;
  const identity =
    roleOid === undefined
      ? identityOf(system, 'database', oid ?? 0)
      : identityOf(system, 'role', roleOid);
  const [comment] = await recordCodec(signer).write(record, identity);
  const text = escapeLiteral(comment);
  const on = [
    ...(role ? [`ROLE ${escapeIdentifier(role)}`] : []),
    ...(name === undefined ? [] : [`DATABASE ${escapeIdentifier(name)}`]),
  ];
  // One text is one transaction: both comments are written, or none.
  await session.execute(
    on.map(object => `COMMENT ON ${object} IS ${text}`).join(';\n'),
  );
}
