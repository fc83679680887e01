import path from 'path';
import { check, lock } from 'proper-lockfile';

/** One start or removal in a data folder at a time, across processes. */
export async function withLock<T>(
  dataDir: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const options = {
    lockfilePath: path.join(dataDir, 'starting.lock'),
    // A start that was killed holds the next one up for this long.
    stale: 5_000,
  };
  if (await check(dataDir, options)) {
    log(`Waiting for another start of PostgreSQL in ${dataDir} to finish`);
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
