import { setTimeout as sleep } from 'node:timers/promises';
import { databaseAt } from '../databases';
import type { HttpTarget } from '../load/HttpTarget';
import { pgstageDatabase } from '../requests';

interface Database {
  status: { state: string };
}

interface Page {
  items: unknown[];
  nextCursor?: string;
}

const LIMIT_MS = 600_000;
/** Rarely, because each request costs time of the starting backend. */
const PAUSE_MS = 100;

/**
 * Waits until the directory contains every database and the last one works: after
 * many objects were written, the API server rejects watches for some seconds, and a
 * database can be read before its pods.
 *
 * @returns the time in Unix milliseconds.
 */
export async function untilComplete(
  pgstage: HttpTarget,
  count: number,
): Promise<number> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    // A cluster is reported as a whole, so the last database appears together with all others.
    const last = await pgstage
      .json<Database>(pgstageDatabase(count - 1))
      .catch((error: Error) => error);
    const now = Date.now();
    if (!(last instanceof Error) && last.status.state === 'working') {
      await assertCount(pgstage, count);
      return now;
    }
    if (now > end)
      throw last instanceof Error
        ? last
        : new Error(JSON.stringify(last.status));
    await sleep(PAUSE_MS);
  }
}

async function assertCount(pgstage: HttpTarget, count: number): Promise<void> {
  let found = 0;
  let cursor: string | undefined;
  do {
    const page: Page = await pgstage.json({
      path: `/api/postgres/databases?limit=500${
        cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
      }`,
    });
    found += page.items.length;
    cursor = page.nextCursor;
  } while (cursor);
  const { name } = databaseAt(count - 1);
  if (found !== count) {
    throw new Error(
      `The directory holds ${found} databases instead of ${count}, although it knows ${name}`,
    );
  }
}
