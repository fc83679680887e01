import type { KindStatus } from './KindStatus';
import type { WatchTiming } from './timing';

type Told = Pick<KindStatus, 'status' | 'message'>;

/**
 * Tracks whether the cache of a kind is in sync: from a list on, for as long as
 * it is watched. A started watch proves nothing yet, as it may end immediately
 * because its history is gone.
 */
export class SyncTracker {
  #sees = false;
  #timer?: NodeJS.Timeout;

  constructor(
    private readonly tell: (status: Told) => void,
    private readonly timing: Pick<WatchTiming, 'blindAfterMs' | 'confirmMs'>,
  ) {}

  /** Everything was read, or an event arrived. */
  seen(): void {
    if (this.#sees) return;
    this.#sees = true;
    this.tell({ status: 'ok' });
  }

  /** A watch started; if nothing was read before, it must not end immediately. */
  watched(): void {
    clearTimeout(this.#timer);
    if (this.#sees) return;
    this.#timer = setTimeout(() => this.seen(), this.timing.confirmMs);
  }

  /** The watch ended. */
  unwatched(): void {
    clearTimeout(this.#timer);
    if (!this.#sees) return;
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
  lost(status: Told): void {
    this.stop();
    this.#sees = false;
    this.tell(status);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
