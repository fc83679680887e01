import { ConflictError } from '@backstage/errors';
import {
  generatePassword,
  type PostgresLogin,
  scramVerifier,
  type Session,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { type DatabaseRecord, isRestoring } from '../record';
import { completeDatabase } from './createDatabase';
import { createOnServer, prepareContents } from './createOnServer';
import { type ManagedDatabase } from './credentials';
import {
  findDatabase,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/** How long a restore waits for a host that has its dump: hosts may be down for maintenance. */
const DUMP_WAIT_MS = 24 * 3600_000;

type Restore = NonNullable<DatabaseRecord['restore']>;

/** An attempt to restore a dump into a new database. */
export interface RestoreAttempt {
  /** Path of the dump. */
  file: string;
  /** Oid of the role of the new database. */
  roleOid: number;
  restore: Restore;
  /** The owner of the empty database, with a password for this attempt. */
  login: PostgresLogin;
}

/**
 * Starts an attempt: afterwards the database is empty, also if an earlier attempt
 * was interrupted.
 *
 * @param keepDump - returns the path of the dump; throws a ConflictError if this
 * host does not have it. Then only that is recorded, and after a day the failure
 * @returns undefined if there is nothing to restore: the restore has finished or
 * failed, or the database was removed
 * @throws ConflictError if another database has its name
 */
export async function beginRestore(
  target: WriteContext,
  keepDump: (restore: Restore) => Promise<string>,
): Promise<RestoreAttempt | undefined> {
  return withLock(target, async session => {
    const database = await findRestoring(target, session);
    if (!database) return undefined;
    const { role, roleOid, record } = database;
    const file = await keepDump(record.restore).catch(async error => {
      if (error instanceof ConflictError)
        await recordMissingDump(target, session, database);
      throw error;
    });
    const restore = {
      ...record.restore,
      dumpMissingSince: undefined,
      startedAt: target.now().toISOString(),
    };
    const isFresh = database.exists && !record.restore.startedAt;
    // Only a database of this record: the name can belong to another one.
    if (database.exists && !isFresh) {
      // FORCE also ends pg_restore of a killed Backstage.
      await session.query(
        `DROP DATABASE ${escapeIdentifier(target.name)} WITH (FORCE)`,
      );
    }
    const empty = { ...database, exists: isFresh };
    await writeRecord(target, session, empty, { ...record, restore });
    if (!isFresh) await createOnServer(target, session, empty);
    await prepareContents(target, session, empty);
    const password = generatePassword();
    await session.query(
      `ALTER ROLE ${escapeIdentifier(role)} PASSWORD ${escapeLiteral(
        await scramVerifier(password),
      )}`,
    );
    const { connection } = target.connections.server;
    return {
      file,
      roleOid,
      restore,
      login: { ...connection, database: target.name, user: role, password },
    };
  });
}

/** Records since when no host that tried has the dump, and after a day that the restore failed. */
async function recordMissingDump(
  target: WriteContext,
  session: Session,
  database: Restoring,
): Promise<void> {
  const now = target.now();
  const since = database.record.restore.dumpMissingSince;
  const isOver = since && now.getTime() - Date.parse(since) >= DUMP_WAIT_MS;
  if (since && !isOver) return;
  await writeRecord(target, session, database, {
    ...database.record,
    restore: {
      ...database.record.restore,
      dumpMissingSince: since ?? now.toISOString(),
      ...(isOver && { failedAt: now.toISOString() }),
    },
  });
}

/** Completes the database after its restore; does nothing if it was removed or another attempt began. */
export async function finishRestore(
  target: WriteContext,
  attempt: RestoreAttempt,
): Promise<void> {
  await endAttempt(target, attempt, async (session, database) => {
    const finishedAt = target.now().toISOString();
    const record = {
      ...database.record,
      restore: { ...database.record.restore, finishedAt },
    };
    // Sets another password, and stores it.
    await completeDatabase(target, session, { ...database, record }, 'replace');
  });
}

/** Records that the attempt failed; does nothing if the database was removed or another attempt began. */
export async function failRestore(
  target: WriteContext,
  attempt: RestoreAttempt,
): Promise<void> {
  await endAttempt(target, attempt, async (session, database) => {
    const failedAt = target.now().toISOString();
    await writeRecord(target, session, database, {
      ...database.record,
      restore: { ...database.record.restore, failedAt },
    });
  });
}

type Restoring = ManagedDatabase & {
  roleOid: number;
  record: { restore: Restore };
};

async function findRestoring(
  target: WriteContext,
  session: Session,
): Promise<Restoring | undefined> {
  const database = await findDatabase(target, session);
  const { role, roleOid, record } = database ?? {};
  if (!database || !role || roleOid === undefined || !record?.restore)
    return undefined;
  const { restore } = record;
  if (!isRestoring(record) || restore.failedAt || record.removing)
    return undefined;
  const { replacedBy } = database.missing ?? {};
  if (replacedBy)
    throw new ConflictError(
      `The name '${target.name}' belongs to another database of role '${replacedBy.owner}' now: rename that one, or restore under another name`,
    );
  return { ...database, role, roleOid, record: { ...record, restore } };
}

async function endAttempt(
  target: WriteContext,
  { roleOid, restore }: RestoreAttempt,
  end: (session: Session, database: Restoring) => Promise<void>,
): Promise<void> {
  await withLock(target, async session => {
    const database = await findRestoring(target, session);
    const isSame =
      database?.roleOid === roleOid &&
      database.record.restore.startedAt === restore.startedAt;
    if (database && isSame) await end(session, database);
  });
}
