import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import { UnsupportedOperationError } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import {
  type Session,
  generatePassword,
  logsIn,
  scramVerifier,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { DatabaseRecord, RecordedDatabase } from '../record';
import { type WriteContext, writeRecord } from './WriteContext';

/** A database that was made here, so that its role and password are ours to change. */
export type OwnDatabase = RecordedDatabase & {
  role: string;
  record: DatabaseRecord;
};

/** @throws UnsupportedOperationError for a database whose login is not ours. */
export function ownDatabase(
  operation: string,
  database: RecordedDatabase,
): OwnDatabase {
  const { role, record } = database;
  if (role && record) return { ...database, role, record };
  throw new UnsupportedOperationError(
    operation,
    `the login of database '${database.name}' was not made here. Ask its owner.`,
  );
}

/**
 * Gives the role a new password: the verifier first, the store second. The
 * record says `pending` in between, so that a crash there is seen and healed.
 */
export async function setPassword(
  target: WriteContext,
  session: Session,
  database: OwnDatabase,
  signal?: AbortSignal,
): Promise<DatabaseRecord> {
  const { server } = target.connections;
  const password = generatePassword();
  const verifier = await scramVerifier(password);
  const storeId = database.record.credentials?.store ?? server.credentialStore;
  // A store that is not there must be known before the old password is gone.
  const store = target.credentialStore(storeId);
  const credentials = (state: 'pending' | 'stored'): DatabaseRecord => ({
    ...database.record,
    // It may have been renamed; the login is then that of the new name.
    spec: { ...database.record.spec, user: database.role },
    credentials: { store: storeId, state, at: new Date().toISOString() },
  });
  await session.transaction(async () => {
    await session.query(
      `ALTER ROLE ${escapeIdentifier(database.role)} PASSWORD ${escapeLiteral(
        verifier,
      )}`,
    );
    await writeRecord(target, session, database, credentials('pending'));
  });
  await store.write(
    {
      ref: target.ref,
      ...addressesOf(target),
      database: target.name,
      user: database.role,
      password,
    },
    { signal },
  );
  const stored = credentials('stored');
  await writeRecord(target, session, database, stored);
  return stored;
}

/** Where applications find the server, its standbys last. */
function addressesOf({ connections }: WriteContext) {
  const { application, standbys } = connections.server;
  return {
    ...application,
    alsoAt: standbys.map(({ application: { host, port } }) => ({ host, port })),
  };
}

/** The entry at the addresses of now. */
function moved(target: WriteContext, entry: CredentialEntry): CredentialEntry {
  const { alsoAt, ...application } = addressesOf(target);
  return { ...entry, ...application, ...(entry.alsoAt && { alsoAt }) };
}

/** Whether the address that applications use was configured anew since the entry was written. */
export function hasMoved(
  target: WriteContext,
  entry: CredentialEntry,
): boolean {
  return !isDeepStrictEqual(moved(target, entry), entry);
}

/** What a repeat does about a store that has lost an entry which was written. */
export type MissingEntry = 'replace' | 'leave';

/** Finishes what a crash left between verifier and store; does nothing where all is well. Gives the record as it is then. */
export async function ensureCredentials(
  target: WriteContext,
  session: Session,
  database: OwnDatabase,
  { signal, missing }: { signal?: AbortSignal; missing: MissingEntry },
): Promise<DatabaseRecord> {
  const { record } = database;
  const { credentials } = record;
  if (!credentials) return setPassword(target, session, database, signal);
  const store = target.credentialStore(credentials.store);
  const entry = await store.read(target.ref);
  if (credentials.state === 'pending') {
    if (!entry || !(await opens(target, entry)))
      return setPassword(target, session, database, signal);
    const stored: DatabaseRecord = {
      ...record,
      credentials: { ...credentials, state: 'stored' },
    };
    await writeRecord(target, session, database, stored);
    return stored;
  }
  if (!entry && missing === 'replace')
    return setPassword(target, session, database, signal);
  if (!entry) {
    // A folder that is not mounted now must not cost every application its password.
    target.logger.warn(
      `The credential store '${credentials.store}' has no entry for ${target.ref}; rotate its password to write one`,
    );
  } else if (hasMoved(target, entry)) {
    await store.write(moved(target, entry), { signal });
  }
  return record;
}

/** Reads the password from its store. @throws NotFoundError where it is not there. */
export async function revealCredentials(
  target: WriteContext,
  database: RecordedDatabase,
) {
  const { record } = ownDatabase('reveal-credentials', database);
  const store = record.credentials?.store;
  const entry = store
    ? await target.credentialStore(store).read(target.ref)
    : undefined;
  if (entry) return { user: entry.user, password: entry.password };
  throw new NotFoundError(
    `No credentials of ${target.ref} are stored. Rotate its password.`,
  );
}

/**
 * Whether an entry opens its database: by the address that applications use,
 * or where Backstage cannot reach that, by its own.
 *
 * @throws UpstreamError where the server would not say.
 */
async function opens(
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
