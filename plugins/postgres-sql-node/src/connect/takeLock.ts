import { randomInt } from 'node:crypto';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
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
/** The last 24 of the 64 bits of a lock are its taker's: more than a server holds locks. */
const OWN = 2 ** 24;

/**
 * Takes a lock that lasts as long as the session, over all Backstage replicas;
 * where that is not possible in time, returns who has it.
 *
 * Every login can take any advisory lock, so a lock that is taken proves
 * nothing. Here each taker has one of its own, the key's hash with a random
 * number at its end, and then looks for other takers of the same role: whose a session is,
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
    await pause(POLL_MS * (0.5 + Math.random()), signal);
    signal?.throwIfAborted();
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
      WHERE locktype = 'advisory' AND objsubid = 1 AND granted
        AND ((classid::bigint << 32) | objid::bigint) & -$2::bigint
            = hashtextextended($1, 0) & -$2::bigint
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND usesysid = (SELECT oid FROM pg_roles WHERE rolname = session_user)
        AND pid <> pg_backend_pid()
      LIMIT 1`,
    [key, OWN],
  );
  if (holder) {
    await session.query('SELECT pg_advisory_unlock($1::bigint)', [lock]);
  }
  return holder;
}

async function takeOwn(session: Session, key: string): Promise<string> {
  for (;;) {
    const [{ lock, taken }] = await session.query<{
      lock: string;
      taken: boolean;
    }>(
      `SELECT lock::text, pg_try_advisory_lock(lock) AS taken
         FROM (SELECT hashtextextended($1, 0) & -$2::bigint | $3 AS lock) one`,
      [key, OWN, randomInt(OWN)],
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
