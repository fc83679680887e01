import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import { normalBinding } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  ensureSchema,
  type Session,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier } from 'pg';
import {
  type DatabaseRecord,
  isRestoring,
  loginRolesOf,
  recordCodec,
  type RecordedDatabase,
} from '../record';
import { systemOf } from '../sql';
import {
  ensureCredentials,
  type MissingEntry,
  type ManagedDatabase,
  requireManaged,
} from './credentials';
import { createLogin } from './createLogin';
import { createOnServer, prepareContents } from './createOnServer';
import { type CheckedRequest, checkCreate } from './planCreate';
import { finishRemoval } from './removeDatabase';
import { requestRestore } from './requestRestore';
import {
  findDatabase,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/**
 * Creates the database, or completes an interrupted creation. The first
 * transaction creates the owner role with the record, so that after a crash a
 * repeated request recognizes the database and completes it.
 */
export async function createDatabase(
  target: WriteContext,
  checked: CheckedRequest,
  { actor, dryRun }: { actor: string; dryRun?: boolean },
): Promise<void> {
  // Throws for an unknown store before anything is written.
  target.credentialStore(target.connections.server.credentialStore);
  const check = async (session: Session) => {
    const existing = await findDatabase(target, session);
    if (!existing && target.recordVersion !== undefined)
      throw new RecordChangedError(target.ref);
    await checkCreate(target, session, existing, checked);
    await checkRecord(target, newRecord(target, checked, actor));
    return existing;
  };
  if (dryRun) {
    await target.connections.session(check, { signal: target.signal });
    return;
  }
  await withLock(target, async session => {
    const existing = await check(session);
    const isRemoving = existing?.record?.removing;
    if (isRemoving) {
      await finishRemoval(target, session, existing);
      // The binding of the request may be that of the removed database.
      if (target.recordVersion !== undefined)
        throw new RecordChangedError(target.ref);
    }
    const record = newRecord(target, checked, actor);
    let database: ManagedDatabase;
    if (!existing || isRemoving)
      database = await createRole(target, session, record);
    else if (existing.missing)
      database = await prepareRecreation(target, session, existing, record);
    else database = requireManaged('create', existing);
    // The restore runs in the background, and completes the database at its end.
    if (isRestoring(database.record))
      await requestRestore(target, session, database);
    else await completeDatabase(target, session, database, 'replace');
  });
}

/** Completes the creation of a database; a no-op for a complete one. */
export async function completeDatabase(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
  missing: MissingEntry,
): Promise<void> {
  const { exists, role, record } = database;
  if (!exists) await createOnServer(target, session, database);
  const created: ManagedDatabase = exists
    ? database
    : { ...database, exists: true, oid: await oidOf(target, session) };
  if (!record.finished) {
    await prepareContents(target, session, database);
    await target.connections.session(
      inside =>
        ensureSchema(inside, {
          system: systemOf(target.connections.server).name,
          database: target.name,
          role,
        }),
      { database: target.name, signal: target.signal },
    );
  }
  if (!exists || database.stale)
    await writeRecord(target, session, created, record);
  const current = await ensureCredentials(target, session, created, missing);
  if (current.finished) return;
  await writeRecord(target, session, created, {
    ...current,
    finished: { at: target.now().toISOString(), oid: created.oid },
  });
}

async function oidOf(
  { name }: WriteContext,
  session: Session,
): Promise<number> {
  const [{ oid }] = await session.query<{ oid: number }>(
    'SELECT oid FROM pg_database WHERE datname = $1',
    [name],
  );
  return oid;
}

/**
 * Prepares a missing database to be created again, with its role and password.
 * A renamed database no longer belongs to the record afterwards.
 */
async function prepareRecreation(
  target: WriteContext,
  session: Session,
  existing: RecordedDatabase,
  { created, restore }: DatabaseRecord,
): Promise<ManagedDatabase> {
  const before = requireManaged('create', existing);
  const { overlap, ...kept } = before.record;
  const database: ManagedDatabase = {
    ...before,
    missing: undefined,
    oid: undefined,
    record: {
      ...kept,
      // A restore runs as the role, and replaces its password.
      ...(!restore && { overlap }),
      finished: undefined,
      created,
      restore,
      ...(restore &&
        kept.credentials && {
          credentials: {
            ...kept.credentials,
            login: undefined,
            state: 'pending',
          },
        }),
    },
  };
  await session.transaction(async () => {
    // Applications that have an old password must not write into a database that is still to be restored.
    if (restore)
      for (const login of loginRolesOf(database))
        await session.query(
          `ALTER ROLE ${escapeIdentifier(login)} PASSWORD NULL`,
        );
    await writeRecord(target, session, database, database.record);
  });
  return database;
}

function newRecord(
  { name, now }: WriteContext,
  { request, spec, restore }: CheckedRequest,
  actor: string,
): DatabaseRecord {
  return {
    pgstage: 1,
    database: name,
    spec: { ...spec },
    binding: normalBinding(request.binding),
    created: {
      at: now().toISOString(),
      by: actor,
      taskId: request.taskId,
    },
    restore,
  };
}

/** Checks that the final record can be written. @throws InputError */
async function checkRecord(
  { signer, connections }: WriteContext,
  record: DatabaseRecord,
): Promise<void> {
  const { at } = record.created;
  const store = connections.server.credentialStore;
  await recordCodec(signer).check({
    ...record,
    credentials: { store, state: 'pending', at },
    ...(record.restore && {
      restore: { ...record.restore, startedAt: at, finishedAt: at },
    }),
    finished: { at, oid: 2 ** 32 - 1 },
  });
}

async function createRole(
  target: WriteContext,
  session: Session,
  record: DatabaseRecord,
): Promise<ManagedDatabase> {
  const { name } = target;
  const user = record.spec.user ?? name;
  return session.transaction(async () => {
    const roleOid = await createLogin(
      session,
      user,
      record.spec.connectionLimit,
    );
    const [{ system }] = await session.query<{ system: string }>(
      'SELECT system_identifier::text AS system FROM pg_control_system()',
    );
    const database: ManagedDatabase = {
      name,
      exists: false,
      owner: user,
      role: user,
      record,
      system,
      roleOid,
    };
    await writeRecord(target, session, database, record);
    return database;
  });
}
