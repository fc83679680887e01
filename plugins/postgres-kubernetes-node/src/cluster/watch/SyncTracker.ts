import type { KindStatus } from './KindStatus';
import type { WatchTiming } from './timing';

type StatusUpdate = Pick<KindStatus, 'status' | 'message'>;

/**
 * Tracks whether the cache of a kind is in sync: from a list on, as long as it
 * is watched. A started watch is no evidence yet, as it may end immediately
 * because its history has expired.
 */
export class SyncTracker {
  #inSync = false;
  #timer?: NodeJS.Timeout;

  constructor(
    private readonly onStatus: (status: StatusUpdate) => void,
    private readonly timing: Pick<WatchTiming, 'blindAfterMs' | 'confirmMs'>,
  ) {}

  /** Everything was read, or an event arrived. */
  observed(): void {
    if (this.#inSync) return;
    this.#inSync = true;
    this.onStatus({ status: 'ok' });
  }

  /** A watch started; if nothing was read before, it must not end immediately. */
  watchStarted(): void {
    clearTimeout(this.#timer);
    if (this.#inSync) return;
    this.#timer = setTimeout(() => this.observed(), this.timing.confirmMs);
  }

  /** The watch ended. */
  watchEnded(): void {
    clearTimeout(this.#timer);
    if (!this.#inSync) return;
    const { blindAfterMs } = this.timing;
    this.#timer = setTimeout(
      () =>
        this.lost({
          status: 'unreachable',
          message: `no response for ${blindAfterMs / 1000} s`,
        }),
      blindAfterMs,
    );
  }

  /** The kind cannot be read, for this reason. */
  lost(status: StatusUpdate): void {
    this.stop();
    this.#inSync = false;
    this.onStatus(status);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
