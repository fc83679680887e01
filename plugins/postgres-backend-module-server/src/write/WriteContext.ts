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
import { message } from '../messages';
import {
  type DatabaseRecord,
  identityOf,
  isRestoring,
  readRecords,
  recordCodec,
  type RecordedDatabase,
  recordVersionOf,
} from '../record';
import { type ServerConnections } from '../sql';

const LOCK_WAIT_MS = 120_000;

/** The database that a call writes to, with the required services. */
export interface WriteContext {
  ref: string;
  name: string;
  connections: ServerConnections;
  credentialStore(id: string): CredentialStore;
  signer: RecordSigner;
  /** The version of the record that the caller's permissions were evaluated on; absent if it is not checked. */
  recordVersion?: string;
  /** Aborts the call. */
  signal?: AbortSignal;
  logger: LoggerService;
  /** The current time. Tests can replace it. */
  now: () => Date;
}

/**
 * Allows one writer at a time for each database, over all Backstage replicas.
 * The lock is held on the server by the session, so a crash releases it.
 *
 * @throws UpstreamTimeoutError if another writer holds the lock for too long
 */
export async function withLock<T>(
  { name, connections, signal }: WriteContext,
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
        `another change of database '${name}' has not finished: its lock is held by ${holderText(
          holder,
        )}`,
        `Try again later. If no Backstage replica uses that session, end it on the server: SELECT pg_terminate_backend(${holder.pid})`,
      );
    },
    { signal },
  );
}

/**
 * Reads the database; undefined if neither it nor its record exists.
 *
 * @throws RecordChangedError if its record is not `recordVersion`
 * @throws ConflictError if the name belongs to a database that was renamed and
 * has another name in its record
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
      `Database '${name}' of server ${connections.server.id} is '${renamed.name}', which was renamed outside of Backstage: undo the renaming first`,
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
 * @throws NotFoundError if the database does not exist and its creation was
 * never completed
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

/** Returns the record of a database. @throws ConflictError if it has none, or an unsigned one */
export function requireRecord({
  name,
  record,
  unconfirmed,
}: RecordedDatabase): DatabaseRecord {
  if (record) return record;
  throw new ConflictError(
    unconfirmed
      ? `The record of database '${name}' is not signed by this Backstage installation: an administrator must confirm it first by binding it with adopt`
      : `Database '${name}' was not created by pgstage and belongs to no entity: bind it with adopt first`,
  );
}

/** Like {@link requireRecord}. @throws ConflictError also if the database is still to be restored */
export function requireComplete(database: RecordedDatabase): DatabaseRecord {
  const record = requireRecord(database);
  if (isRestoring(record))
    throw new ConflictError(message('waitForRestore').text);
  return record;
}

/** Signs the record and writes it to the role and the database (see `DatabaseRecord`), in the transaction of the caller, if any. */
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
  const objects = [
    ...(role ? [`ROLE ${escapeIdentifier(role)}`] : []),
    ...(name === undefined ? [] : [`DATABASE ${escapeIdentifier(name)}`]),
  ];
  // One query string is one transaction: both comments are written, or none.
  await session.execute(
    objects.map(object => `COMMENT ON ${object} IS ${text}`).join(';\n'),
  );
}
