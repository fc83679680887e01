import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from './Session';

/**
 * The session of Backstage's role that has a lock.
 *
 * @public
 */
export interface LockHolder {
  pid: number;
  application: string;
  /** Null: a socket of the server's own machine. */
  address: string | null;
  since: Date;
}

const POLL_MS = 100;

/**
 * Takes a lock that lasts as long as the session, over all Backstage replicas;
 * where that is not possible in time, returns who has it.
 *
 * Every login can take any advisory lock, so a lock that is taken proves
 * nothing. Here each taker has one of its own, under the key and a random
 * number, and then looks for other takers of the same role: whose a session is,
 * PostgreSQL tells. Who looks last sees the other. Both may: then both let go,
 * and come back apart.
 *
 * @public
 */
export async function takeLock(
  session: Session,
  key: string,
  { waitMs, signal }: { waitMs: number; signal?: AbortSignal },
): Promise<LockHolder | undefined> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const holder = await tryLock(session, key);
    if (!holder || Date.now() > deadline) return holder;
    await sleep(POLL_MS * (0.5 + Math.random()), undefined, { signal });
  }
}

async function tryLock(
  session: Session,
  key: string,
): Promise<LockHolder | undefined> {
  const lock = await takeOwn(session, key);
  const [holder] = await session.query<LockHolder>(
    `SELECT pid, application_name AS application, host(client_addr) AS address,
            backend_start AS since
       FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND objsubid = 2 AND granted
        AND classid = hashtext($1)::oid
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND usesysid = (SELECT oid FROM pg_roles WHERE rolname = session_user)
        AND pid <> pg_backend_pid()
      LIMIT 1`,
    [key],
  );
  if (holder) {
    await session.query('SELECT pg_advisory_unlock(hashtext($1), $2)', lock);
  }
  return holder;
}

async function takeOwn(
  session: Session,
  key: string,
): Promise<[string, number]> {
  for (;;) {
    const lock: [string, number] = [key, randomInt(-(2 ** 31), 2 ** 31)];
    const [{ taken }] = await session.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock(hashtext($1), $2) AS taken',
      lock,
    );
    if (taken) return lock;
  }
}

/**
 * Says who has a lock, and how to end what was forgotten.
 *
 * @public
 */
export function holderText({ pid, application, address, since }: LockHolder) {
  return `session ${pid} of Backstage's role (${JSON.stringify(application)}${
    address ? ` from ${address}` : ''
  }, connected since ${since.toISOString()})`;
}
