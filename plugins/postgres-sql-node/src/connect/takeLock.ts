import { randomInt } from 'node:crypto';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Session } from './Session';

/**
 * The session of Backstage's role that holds a lock.
 *
 * @public
 */
export interface LockHolder {
  pid: number;
  application: string;
  /** Null for a Unix socket. */
  address: string | null;
  since: Date;
}

const POLL_MS = 100;
/** The low 24 of the 64 bits of a lock are random for each session: more values than a server has locks. */
const RANDOM_VALUES = 2 ** 24;

/**
 * Takes a lock until the end of the session, over all Backstage replicas. If that
 * is not possible in time, returns the session that holds it.
 *
 * Any role can take any advisory lock, so a lock alone is no proof. Each session
 * takes a separate lock, the hash of the key with random low bits, and then
 * searches for locks with the same hash in other sessions of its own role. Of two
 * concurrent sessions at least one finds the other; if both do, both release
 * their locks and retry after different delays.
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
  const lock = await takeRandom(session, key);
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
    [key, RANDOM_VALUES],
  );
  if (holder) {
    await session.query('SELECT pg_advisory_unlock($1::bigint)', [lock]);
  }
  return holder;
}

async function takeRandom(session: Session, key: string): Promise<string> {
  for (;;) {
    const [{ lock, taken }] = await session.query<{
      lock: string;
      taken: boolean;
    }>(
      `SELECT lock::text, pg_try_advisory_lock(lock) AS taken
         FROM (SELECT hashtextextended($1, 0) & -$2::bigint | $3 AS lock) one`,
      [key, RANDOM_VALUES, randomInt(RANDOM_VALUES)],
    );
    if (taken) return lock;
  }
}

/**
 * Returns a description of the session that holds a lock.
 *
 * @public
 */
export function holderText({ pid, application, address, since }: LockHolder) {
  return `session ${pid} of Backstage's role (${JSON.stringify(application)}${
    address ? ` from ${address}` : ''
  }, connected since ${since.toISOString()})`;
}
