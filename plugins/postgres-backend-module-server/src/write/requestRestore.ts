import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import { createOnServer, prepareContents } from './createOnServer';
import { type ManagedDatabase } from './credentials';
import { type WriteContext, writeRecord } from './WriteContext';

/**
 * Creates the empty database of a restore, and allows another attempt after a
 * failed one. No application can log in before it is restored: its role has no
 * password.
 */
export async function requestRestore(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<void> {
  const { exists, record } = database;
  if (!exists) {
    await createOnServer(target, session, database);
    await prepareContents(target, session, database);
  }
  if (record.restore?.failedAt)
    await writeRecord(target, session, database, {
      ...record,
      restore: {
        ...record.restore,
        dumpMissingSince: undefined,
        failedAt: undefined,
      },
    });
}
