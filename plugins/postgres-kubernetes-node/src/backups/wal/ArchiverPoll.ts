import type { LoggerService } from '@backstage/backend-plugin-api';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { objectKey } from '../../cluster';
import type { Snapshot } from '../../model/Snapshot';
import { Deadlines } from '../../observe/Deadlines';
import { MINUTE, SECOND } from '../../observe/EvaluationTime';
import type { Archivers } from './Archivers';

/** How often each primary is queried, and how soon after a change. */
const INTERVAL_MS = MINUTE;
const SOON_MS = SECOND;
/** Limit of ten queries a second in a Kubernetes cluster: with more than 600 databases, each is queried less often. */
const WORKERS = 2;
const PACE_MS = 200;

/** How a provider queries primaries. @public */
export interface ArchiverPollRules<
  TSnapshot extends Pick<Snapshot, 'cluster'>,
> {
  archivers: Archivers;
  logger: LoggerService;
  find(key: string): TSnapshot | undefined;
  /** Returns a value that changes with everything that archiving depends on, or undefined if nothing is archived. */
  versionOf(snapshot: TSnapshot): string | undefined;
  /** Whether archiving is disabled. */
  isOff(snapshot: TSnapshot): boolean;
  /** Queries the primary and stores the result. A missing response is not an error. */
  query(snapshot: TSnapshot, now: Date, signal: AbortSignal): Promise<void>;
}

/**
 * Queries primaries for the progress of archiving, which the state of a
 * database depends on: an operator reports only whether the last attempt
 * succeeded.
 *
 * @public
 */
export class ArchiverPoll<TSnapshot extends Pick<Snapshot, 'cluster'>> {
  readonly #versions = new Map<string, string>();
  readonly #queue = new Set<string>();
  readonly #deadlines: Deadlines;
  readonly #abort = new AbortController();
  #working = 0;

  constructor(
    private readonly rules: ArchiverPollRules<TSnapshot>,
    private readonly now: () => Date,
  ) {
    this.#deadlines = new Deadlines(now, keys => {
      keys.forEach(key => this.#queue.add(key));
      while (this.#working < WORKERS && this.#queue.size) void this.#work();
    });
  }

  /** Called after an evaluation: the primary is queried soon if something that archiving depends on has changed. */
  evaluated(snapshot: TSnapshot): void {
    const version = this.rules.versionOf(snapshot);
    if (version === undefined) return;
    if (this.rules.isOff(snapshot))
      this.rules.archivers.switchedOff(snapshot.cluster);
    const key = objectKey(snapshot.cluster);
    if (this.#versions.get(key) === version) return;
    this.#versions.set(key, version);
    this.#schedule(key, SOON_MS);
  }

  removed(key: string): void {
    this.#versions.delete(key);
    this.#deadlines.delete(key);
  }

  stop(): void {
    this.#abort.abort();
    this.#deadlines.stop();
    this.#queue.clear();
  }

  async #work(): Promise<void> {
    this.#working += 1;
    const { signal } = this.#abort;
    try {
      for (const key of this.#queue) {
        this.#queue.delete(key);
        const snapshot = this.rules.find(key);
        if (snapshot) {
          await this.rules.query(snapshot, this.now(), signal);
          if (this.#versions.has(key)) this.#schedule(key, INTERVAL_MS);
        }
        await pause(PACE_MS, signal);
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!signal.aborted) {
        this.rules.logger.warn('Could not query a primary', error as Error);
      }
    } finally {
      this.#working -= 1;
    }
  }

  #schedule(key: string, afterMs: number): void {
    this.#deadlines.set(key, this.now().getTime() + afterMs);
  }
}
