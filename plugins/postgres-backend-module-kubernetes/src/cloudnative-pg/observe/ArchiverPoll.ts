import { setTimeout as sleep } from 'node:timers/promises';
import {
  objectKey,
  Deadlines,
  MINUTE,
  SECOND,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  skipsArchiving,
  type ClusterContext,
  type FoundDatabase,
} from '../model';
import { askArchiver } from './backups/askArchiver';
import { conditionOf } from './moment';

/** How often each primary is asked, and how soon after something happened to it. */
const INTERVAL_MS = MINUTE;
const SOON_MS = SECOND;
/** Ten a second in one Kubernetes cluster, whatever the number of databases: with more than 600, each is asked less often. */
const WORKERS = 2;
const PACE_MS = 200;

/**
 * Asks primaries how far they have archived, so that the headline knows it,
 * too: the operator tells only whether the last attempt went well.
 */
export class ArchiverPoll {
  readonly #signs = new Map<string, string>();
  readonly #queue = new Set<string>();
  readonly #deadlines: Deadlines;
  readonly #abort = new AbortController();
  #working = 0;

  constructor(
    private readonly context: ClusterContext,
    private readonly find: (key: string) => FoundDatabase | undefined,
    private readonly now: () => Date,
  ) {
    this.#deadlines = new Deadlines(now, keys => {
      keys.forEach(key => this.#queue.add(key));
      while (this.#working < WORKERS && this.#queue.size) void this.#work();
    });
  }

  /** The database was looked at: its primary is asked soon where something happened that archiving hangs on. */
  seen(found: FoundDatabase): void {
    if (!found.archive) return;
    this.#noteOff(found);
    const key = objectKey(found.cluster);
    const { currentPrimary, instancesReportedState } = found.cluster.status;
    const sign = JSON.stringify([
      currentPrimary,
      // A former primary that comes back as a standby has archived all.
      Object.entries(instancesReportedState ?? {})
        .filter(([, { isPrimary, timeLineID }]) => !isPrimary && timeLineID)
        .map(([name]) => name),
      skipsArchiving(found.cluster),
      conditionOf(found, 'ContinuousArchiving')?.status,
      found.backups.map(({ status }) => status.phase),
    ]);
    if (this.#signs.get(key) === sign) return;
    this.#signs.set(key, sign);
    this.#askAgain(key, SOON_MS);
  }

  /** That archiving is switched off counts also where no primary answers until it is on again. */
  #noteOff({ cluster }: FoundDatabase): void {
    const { archivers } = this.context;
    const reading = archivers.get(cluster);
    if (reading && !reading.off && skipsArchiving(cluster))
      archivers.set(cluster, { ...reading, off: true });
  }

  forget(key: string): void {
    this.#signs.delete(key);
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
        const found = this.find(key);
        if (found) {
          await askArchiver(this.context, found, this.now(), signal);
          if (this.#signs.has(key)) this.#askAgain(key, INTERVAL_MS);
        }
        await sleep(PACE_MS, undefined, { signal, ref: false });
      }
    } catch (error) {
      if (!signal.aborted) {
        this.context.logger.warn('Could not ask a primary', error as Error);
      }
    } finally {
      this.#working -= 1;
    }
  }

  #askAgain(key: string, afterMs: number): void {
    this.#deadlines.set(key, this.now().getTime() + afterMs);
  }
}
