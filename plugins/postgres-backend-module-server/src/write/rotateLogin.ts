import { ConflictError } from '@backstage/errors';
import type { RotateLogin } from '@pgstage/backstage-plugin-postgres-common';
import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import { message } from '../messages';
import { isOverlapOver } from '../record';
import {
  type ManagedDatabase,
  requireManaged,
  setPassword,
} from './credentials';
import { endOtherLogin, withOtherLogin } from './otherLogin';
import { ensureSecondLogin, returnObjects } from './secondLogin';
import {
  getDatabase,
  requireComplete,
  type WriteContext,
  withLock,
} from './WriteContext';

const DEFAULT_MINUTES = 60;

/**
 * Gives the other one of two logins a new password and stores it; the previous
 * login works until the end of the overlap. Continues a rotation that was
 * interrupted, with the requested overlap.
 *
 * @throws ConflictError during the overlap of another rotation
 * @throws UpstreamError if the server refuses the new login
 */
export async function rotateLogin(
  target: WriteContext,
  { overlapMinutes: minutes = DEFAULT_MINUTES }: RotateLogin,
): Promise<void> {
  await withLock(target, async session => {
    const found = await getDatabase(target, session);
    const { overlap, finished } = requireComplete(found);
    let database = requireManaged('rotate-login', found);
    if (!found.exists) throw new ConflictError(message('noLongerExists').text);
    if (!finished) throw new ConflictError(message('creationIncomplete').text);
    if (overlap?.until) {
      const { until } = overlap;
      if (!isOverlapOver({ overlap }, target.now()))
        throw new ConflictError(message('overlapRuns', { until }).text);
      database = await endOverlap(target, session, database);
    }
    database = await ensureSecondLogin(target, session, database);
    await returnObjects(target, database);
    const next = database.record.overlap ? database : withOtherLogin(database);
    await setPassword(target, session, {
      ...next,
      record: { ...next.record, overlap: { minutes } },
    });
  });
}

/** Ends the previous login after the overlap. Its sessions stay open. */
export async function endOverlap(
  target: WriteContext,
  session: Session,
  database: ManagedDatabase,
): Promise<ManagedDatabase> {
  const ended = await endOtherLogin(target, session, database);
  if (ended.exists) await returnObjects(target, ended);
  return ended;
}
