import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import {
  isFinal,
  type InitSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, type FoundDatabase, initSqlOf } from '../model';
import { factsOf } from '../observe';
import { initSqlJob } from '../operate/initSqlJob';

/** Init SQL that has not run, once all that it may need is there. */
export function dueInitSql(
  { steps }: Pick<Database, 'steps'>,
  found: FoundDatabase,
): InitSql | undefined {
  const initSql = initSqlOf(found.cluster);
  if (!initSql || (initSql.run && isFinal(initSql.run))) return undefined;
  const own = steps.findIndex(({ id }) => id === 'init-sql');
  const isReady =
    own >= 0 &&
    factsOf(found).writable !== 0 &&
    steps
      .slice(0, own)
      .every(({ id, state }) => id === 'credentials' || state === 'done');
  return isReady ? initSql : undefined;
}

/** Does the next step towards init SQL that has run; others may do the same at once. */
export async function ensureInitSql(
  context: ClusterContext,
  found: FoundDatabase,
  initSql: InitSql,
  signal?: AbortSignal,
): Promise<void> {
  const job = await initSqlJob(context, found, initSql, signal);
  await context.jobs.advance(job, { signal });
}

/** Not again sooner what came to no end. */
const AGAIN_AFTER_MS = 10_000;

/** Runs init SQL, and waits for its end. */
export class InitSqlRuns {
  /** What runs, or was tried until a moment ago. */
  readonly #known = new Set<string>();
  readonly #stopped = new AbortController();

  async follow(
    context: ClusterContext,
    found: FoundDatabase,
    initSql: InitSql,
  ): Promise<void> {
    const key = `${found.ref} ${initSql.id}`;
    if (this.#known.has(key)) return;
    const { signal } = this.#stopped;
    this.#known.add(key);
    try {
      const job = await initSqlJob(context, found, initSql, signal);
      await context.jobs.wait(job, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      setTimeout(() => this.#known.delete(key), AGAIN_AFTER_MS).unref();
    }
  }

  /** The Jobs go on: whoever comes next finds them. */
  stop(): void {
    this.#stopped.abort();
  }
}
