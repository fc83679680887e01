import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import {
  isOverlapOver,
  isRestoring,
  readRecords,
  type RecordedDatabase,
} from '../record';
import type { ServerConnections } from '../sql';
import { completeDatabase } from './createDatabase';
import { hasOldAddresses, requireManaged } from './credentials';
import { finishRemoval } from './removeDatabase';
import { endOverlap } from './rotateLogin';
import {
  findDatabase,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/** Returns whether a database needs work. Checked before the lock is taken, because most databases are complete. */
async function isUnfinished(
  target: WriteContext,
  { role, exists, missing, stale, record }: RecordedDatabase,
) {
  if (!record) return false;
  if (record.removing) return true;
  if (!role) return exists && stale;
  // Also of a missing database.
  if (isOverlapOver(record, target.now())) return true;
  // A missing database is created again only on request.
  if (missing) return false;
  // A restore completes the database at its end.
  if (isRestoring(record)) return false;
  if (!record.finished || stale) return true;
  if (record.credentials?.state !== 'stored') return true;
  const entry = await target
    .credentialStore(record.credentials.store)
    .read(target.ref);
  return !entry || hasOldAddresses(target, entry);
}

/** Completes one database; a no-op if it is complete. */
async function reconcileDatabase(target: WriteContext): Promise<void> {
  await withLock(target, async session => {
    const database = await findDatabase(target, session);
    if (!database || !(await isUnfinished(target, database))) return;
    const { record } = database;
    if (record && !database.role) {
      // Signs the record of an adopted database with the current key.
      await writeRecord(target, session, database, record);
      return;
    }
    if (record?.removing) {
      await finishRemoval(target, session, database);
      return;
    }
    const managed = requireManaged('reconcile', database);
    const current = isOverlapOver(managed.record, target.now())
      ? await endOverlap(target, session, managed)
      : managed;
    if (await isUnfinished(target, current))
      await completeDatabase(target, session, current, 'leave');
  });
}

/**
 * Completes interrupted operations on one server: creations, removals, and
 * passwords that are not in their store. A failure is logged and does not affect
 * other databases.
 *
 * @returns all databases, as they were read at the start
 * @param targetOf - returns the context of a database, with the same `signal`
 */
export async function reconcileServer(
  connections: ServerConnections,
  signer: RecordSigner,
  targetOf: (database: RecordedDatabase) => WriteContext,
  signal: AbortSignal | undefined,
): Promise<RecordedDatabase[]> {
  const databases = await readRecords(
    (text, values) => connections.query(text, values, { signal }),
    signer,
  );
  for (const database of databases) {
    signal?.throwIfAborted();
    const target = targetOf(database);
    try {
      if (await isUnfinished(target, database)) await reconcileDatabase(target);
    } catch (error) {
      signal?.throwIfAborted();
      target.logger.warn(
        `Could not reconcile ${target.ref}: ${(error as Error).message}`,
      );
    }
  }
  return databases;
}
