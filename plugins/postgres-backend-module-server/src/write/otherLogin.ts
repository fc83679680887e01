import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier } from 'pg';
import { otherLoginOf } from '../record';
import type { ManagedDatabase } from './credentials';
import { type WriteContext, writeRecord } from './WriteContext';

/** Returns the database with the other of its two logins as the current one, whose stored password is to be checked or set. */
export function withOtherLogin(database: ManagedDatabase): ManagedDatabase {
  const { credentials } = database.record;
  return {
    ...database,
    record: {
      ...database.record,
      ...(credentials && {
        credentials: {
          ...credentials,
          login: credentials.login ? undefined : 'second',
          state: 'pending',
        },
      }),
    },
  };
}

/** Ends the overlap: the login that is not the current one has no password afterwards. Its sessions stay open. */
export async function endOtherLogin(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<ManagedDatabase> {
  const other = otherLoginOf(database);
  const record = { ...database.record, overlap: undefined };
  await session.transaction(async () => {
    if (other !== undefined)
      await session.query(
        `ALTER ROLE ${escapeIdentifier(other)} PASSWORD NULL`,
      );
    await writeRecord(target, session, database, record);
  });
  return { ...database, record };
}
