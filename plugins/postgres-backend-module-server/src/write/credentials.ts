import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import {
  UnsupportedOperationError,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import {
  type Session,
  generatePassword,
  logsIn,
  scramVerifier,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { type DatabaseRecord, loginOf, type RecordedDatabase } from '../record';
import { systemOf } from '../sql';
import { endOtherLogin, withOtherLogin } from './otherLogin';
import { type WriteContext, writeRecord } from './WriteContext';

/** A database that pgstage created, and whose role and password it manages. */
export type ManagedDatabase = RecordedDatabase & {
  role: string;
  record: DatabaseRecord;
};

/** @throws UnsupportedOperationError for a database whose login pgstage does not manage */
export function requireManaged(
  operation: string,
  database: RecordedDatabase,
): ManagedDatabase {
  const { role, record } = database;
  if (role && record) return { ...database, role, record };
  throw new UnsupportedOperationError(
    operation,
    `Backstage does not manage the login of database '${database.name}'. Ask its owner.`,
  );
}

/**
 * Sets a new password of the current login: first its verifier on the server,
 * then the entry in the store. The record has the state `pending` in between, so
 * that it is completed after a crash.
 *
 * @throws UpstreamError if an overlap begins and the server refuses the new
 * login; then the other login is the current one again
 */
export async function setPassword(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<DatabaseRecord> {
  const { server } = target.connections;
  const user = loginOf(database) ?? database.role;
  const password = generatePassword();
  const verifier = await scramVerifier(password);
  const storeId = database.record.credentials?.store ?? server.credentialStore;
  // Throws for an unknown store before the old password is replaced.
  const store = target.credentialStore(storeId);
  const pending: ManagedDatabase = {
    ...database,
    record: {
      ...database.record,
      // The current name of the role, which may have been renamed.
      spec: { ...database.record.spec, user: database.role },
      credentials: {
        ...database.record.credentials,
        store: storeId,
        state: 'pending',
        at: target.now().toISOString(),
      },
    },
  };
  await session.transaction(async () => {
    await session.query(
      `ALTER ROLE ${escapeIdentifier(user)} PASSWORD ${escapeLiteral(
        verifier,
      )}`,
    );
    await writeRecord(target, session, database, pending.record);
  });
  const entry: CredentialEntry = {
    ref: target.ref,
    ...addressesOf(target),
    database: target.name,
    user,
    password,
  };
  const { overlap } = database.record;
  // Before applications read it: pg_hba.conf can contain the name of the other login.
  if (overlap && !overlap.until && !(await works(target, entry)))
    await refuseLogin(target, session, pending, entry);
  await store.write(entry, { signal: target.signal });
  return markStored(target, session, pending);
}

/** Records that the password is in the store, from which moment on an overlap runs. */
async function markStored(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<DatabaseRecord> {
  const { credentials, overlap } = database.record;
  const stored: DatabaseRecord = {
    ...database.record,
    ...(credentials && { credentials: { ...credentials, state: 'stored' } }),
    ...(overlap && {
      overlap: {
        ...overlap,
        until:
          overlap.until ??
          new Date(+target.now() + overlap.minutes * 60_000).toISOString(),
      },
    }),
  };
  await writeRecord(target, session, database, stored);
  return stored;
}

/** Returns to the other login, whose password is still in the store. @throws UpstreamError */
async function refuseLogin(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
  { user, host, port }: CredentialEntry,
): Promise<never> {
  const other = await endOtherLogin(target, session, withOtherLogin(database));
  await ensureCredentials(target, session, other, 'leave');
  throw new UpstreamError(
    systemOf(target.connections.server).name,
    `it does not let the new login '${user}' in at ${host}:${port}`,
    `Allow it there (pg_hba.conf), then repeat the request. Applications keep the login '${loginOf(
      other,
    )}'`,
  );
}

/** Returns the addresses for applications: the primary, and in `alsoAt` the standbys. */
function addressesOf({ connections }: WriteContext) {
  const { application, standbys } = connections.server;
  return {
    ...application,
    alsoAt: standbys.map(({ application: { host, port } }) => ({ host, port })),
  };
}

/** Returns the entry with the configured addresses. */
function withAddresses(
  target: WriteContext,
  entry: CredentialEntry,
): CredentialEntry {
  const { alsoAt, ...application } = addressesOf(target);
  return { ...entry, ...application, ...(entry.alsoAt && { alsoAt }) };
}

/** Returns whether the configured addresses differ from those of the entry. */
export function hasOldAddresses(
  target: WriteContext,
  entry: CredentialEntry,
): boolean {
  return !isDeepStrictEqual(withAddresses(target, entry), entry);
}

/** What to do if the store has lost the entry: `replace` sets a new password. */
export type MissingEntry = 'replace' | 'leave';

/** Completes an interrupted change of the password; a no-op if it is stored. Returns the current record. */
export async function ensureCredentials(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
  missing: MissingEntry,
): Promise<DatabaseRecord> {
  const { record } = database;
  const { credentials } = record;
  if (!credentials) return setPassword(target, session, database);
  const store = target.credentialStore(credentials.store);
  const entry = await store.read(target.ref);
  if (credentials.state === 'pending') {
    const isCurrent = entry && entry.user === loginOf(database);
    if (!isCurrent || !(await works(target, entry)))
      return setPassword(target, session, database);
    return markStored(target, session, database);
  }
  if (!entry && missing === 'replace')
    return setPassword(target, session, database);
  if (!entry) {
    // The store may be temporarily unavailable, for example not mounted: a new password would break applications.
    target.logger.warn(
      `Credential store '${credentials.store}' has no entry for ${target.ref}. Rotate its password to create one`,
    );
  } else if (hasOldAddresses(target, entry)) {
    await store.write(withAddresses(target, entry), { signal: target.signal });
  }
  return record;
}

/** Reads the credentials from the store. @throws NotFoundError if the store has no entry */
export async function revealCredentials(
  target: WriteContext,
  database: RecordedDatabase,
) {
  const { record } = requireManaged('reveal-credentials', database);
  const store = record.credentials?.store;
  const entry = store
    ? await target.credentialStore(store).read(target.ref)
    : undefined;
  if (entry) return { user: entry.user, password: entry.password };
  throw new NotFoundError(
    `No credentials are stored for ${target.ref}. Rotate its password.`,
  );
}

/**
 * Returns whether the login of an entry works, at the address for applications
 * or, if Backstage cannot reach that, at its own.
 *
 * @throws an error of node-postgres if neither address responds
 */
async function works(
  target: WriteContext,
  entry: CredentialEntry,
): Promise<boolean> {
  const { connection } = target.connections.server;
  const { user, password, database, host, port, sslMode } = entry;
  const login = { user, password, database, ca: connection.ca };
  return logsIn([
    { host, port, sslMode, ...login },
    { ...connection, ...login },
  ]);
}
