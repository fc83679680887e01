import path from 'path';
import { check, lock } from 'proper-lockfile';

/** Allows one start or reset at a time in a data folder, across processes. */
export async function withLock<T>(
  dataDir: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const options = {
    lockfilePath: path.join(dataDir, 'starting.lock'),
    // Delay of the next start after a start was killed.
    stale: 5_000,
  };
  if (await check(dataDir, options)) {
    log(`Waiting until another start of PostgreSQL in ${dataDir} has finished`);
  }
  const release = await lock(dataDir, {
    ...options,
    retries: { retries: 600, minTimeout: 100, maxTimeout: 200 },
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
