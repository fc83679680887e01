import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { readRecords, type RecordedDatabase } from '../record';
import type { ServerConnections } from '../sql';
import { completeDatabase } from './createDatabase';
import { hasMoved, ownDatabase } from './credentials';
import { finishRemoval } from './removeDatabase';
import {
  findDatabase,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/** Whether it is worth a lock: nearly all databases are as they should be. */
async function isUnfinished(
  target: WriteContext,
  { role, exists, missing, stale, record }: RecordedDatabase,
) {
  if (!record) return false;
  if (record.removing) return true;
  if (!role) return exists && stale;
  // Dropped or renamed by others: nothing is made again that nobody asks for.
  if (missing) return false;
  if (!record.finished || stale) return true;
  if (record.credentials?.state !== 'stored') return true;
  const entry = await target
    .credentialStore(record.credentials.store)
    .read(target.ref);
  return !entry || hasMoved(target, entry);
}

/** Finishes one database; a no-op where it is as recorded. */
async function reconcileDatabase(
  target: WriteContext,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withLock(target, signal, async session => {
    const database = await findDatabase(target, session);
    if (!database || !(await isUnfinished(target, database))) return;
    const { record } = database;
    if (record && !database.role) {
      // Signs an adopted database's record with the present key.
      await writeRecord(target, session, database, record);
      return;
    }
    if (record?.removing) {
      await finishRemoval(target, session, database, { signal });
      return;
    }
    await completeDatabase(
      target,
      session,
      ownDatabase('reconcile', database),
      {
        signal,
        missing: 'leave',
      },
    );
  });
}

/**
 * Finishes what crashes left half-made on one server: creations, removals,
 * passwords that did not reach their store. A database that cannot be
 * finished is logged and does not keep the others waiting.
 */
export async function reconcileServer(
  connections: ServerConnections,
  signer: RecordSigner,
  targetOf: (database: RecordedDatabase) => WriteContext,
  signal: AbortSignal | undefined,
): Promise<void> {
  const databases = await readRecords(
    (text, values) => connections.query(text, values, { signal }),
    signer,
  );
  for (const database of databases) {
    signal?.throwIfAborted();
    const target = targetOf(database);
    try {
      if (await isUnfinished(target, database))
        await reconcileDatabase(target, signal);
    } catch (error) {
      signal?.throwIfAborted();
      target.logger.warn(
        `Could not reconcile ${target.ref}: ${(error as Error).message}`,
      );
    }
  }
}
