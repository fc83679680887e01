import { requireManaged, setPassword } from './credentials';
import {
  getDatabase,
  requireComplete,
  type WriteContext,
  withLock,
} from './WriteContext';

/** Replaces the password. Open sessions are not ended. */
export async function rotatePassword(target: WriteContext): Promise<void> {
  await withLock(target, async session => {
    const database = await getDatabase(target, session);
    requireComplete(database);
    await setPassword(
      target,
      session,
      requireManaged('rotate-password', database),
    );
  });
}
