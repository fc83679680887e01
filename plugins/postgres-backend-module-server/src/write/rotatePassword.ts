import {
  type ManagedDatabase,
  requireManaged,
  setPassword,
} from './credentials';
import { endOtherLogin, withOtherLogin } from './otherLogin';
import {
  getDatabase,
  requireComplete,
  type WriteContext,
  withLock,
} from './WriteContext';

/** Replaces the password, and ends an overlap of two logins. Open sessions are not ended. */
export async function rotatePassword(target: WriteContext): Promise<void> {
  await withLock(target, async session => {
    const database = await getDatabase(target, session);
    requireComplete(database);
    const managed = requireManaged('rotate-password', database);
    await setPassword(
      target,
      session,
      managed.record.overlap
        ? await endOtherLogin(target, session, storedLogin(managed))
        : managed,
    );
  });
}

/** Returns the database with the login that is in the store, also if a rotation with an overlap was interrupted. */
function storedLogin(database: ManagedDatabase): ManagedDatabase {
  return database.record.overlap?.until ? database : withOtherLogin(database);
}
