import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { isFinal, type JobRequest, type JobRunner } from '../jobs';
import type { InitSql, InitSqlVerdict } from './initSql';

/** Init SQL that can run now, with the options of its Job. @public */
export interface InitSqlRequest {
  ref: string;
  initSql: InitSql;
  jobs: JobRunner;
  jobOf(
    initSql: InitSql,
    signal?: AbortSignal,
  ): Promise<JobRequest<InitSqlVerdict>>;
}

/** Returns init SQL that has not run, once everything that it may need exists. @public */
export function pendingInitSql(
  { steps }: Pick<Database, 'steps'>,
  initSql: InitSql | undefined,
): InitSql | undefined {
  if (!initSql || (initSql.run && isFinal(initSql.run))) return undefined;
  const own = steps.findIndex(({ id }) => id === 'init-sql');
  const isReady =
    own >= 0 &&
    steps
      .slice(0, own)
      .every(({ id, state }) => id === 'credentials' || state === 'done');
  return isReady ? initSql : undefined;
}

/** Runs the next step of init SQL; safe to call concurrently. @public */
export async function advanceInitSql(
  { initSql, jobs, jobOf }: InitSqlRequest,
  signal?: AbortSignal,
): Promise<void> {
  await jobs.advance(await jobOf(initSql, signal), { signal });
}

/** Minimum time before a retry. */
const RETRY_AFTER_MS = 10_000;

/** Runs init SQL, and waits for its end. */
export class InitSqlRuns {
  /** Init SQL that is running, or was tried recently. */
  readonly #recent = new Set<string>();
  readonly #stopped = new AbortController();

  async run({ ref, initSql, jobs, jobOf }: InitSqlRequest): Promise<void> {
    const key = `${ref} ${initSql.id}`;
    if (this.#recent.has(key)) return;
    const { signal } = this.#stopped;
    this.#recent.add(key);
    try {
      await jobs.wait(await jobOf(initSql, signal), { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      setTimeout(() => this.#recent.delete(key), RETRY_AFTER_MS).unref();
    }
  }

  /** Jobs continue: the next process finds them. */
  stop(): void {
    this.#stopped.abort();
  }
}
