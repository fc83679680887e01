import type { KindStatus } from './KindStatus';
import type { WatchTiming } from './timing';

type Told = Pick<KindStatus, 'status' | 'message'>;

/**
 * Whether what is kept of a kind is what the cluster says: from a list on, for
 * as long as it is watched. A watch that began proves nothing yet, as it may
 * end at once because its history is gone.
 */
export class SyncTracker {
  #sees = false;
  #timer?: NodeJS.Timeout;

  constructor(
    private readonly tell: (status: Told) => void,
    private readonly timing: Pick<WatchTiming, 'blindAfterMs' | 'confirmMs'>,
  ) {}

  /** Everything was read, or an event came. */
  seen(): void {
    if (this.#sees) return;
    this.#sees = true;
    this.tell({ status: 'ok' });
  }

  /** A watch began; where nothing was seen before, it must not end at once. */
  watched(): void {
    clearTimeout(this.#timer);
    if (this.#sees) return;
    this.#timer = setTimeout(() => this.seen(), this.timing.confirmMs);
  }

  /** Nothing is watched from now on. */
  unwatched(): void {
    clearTimeout(this.#timer);
    if (!this.#sees) return;
    const { blindAfterMs } = this.timing;
    this.#timer = setTimeout(
      () =>
        this.lost({
          status: 'unreachable',
          message: `no answer for ${blindAfterMs / 1000} s`,
        }),
      blindAfterMs,
    );
  }

  /** It cannot be read, for this reason. */
  lost(status: Told): void {
    this.stop();
    this.#sees = false;
    this.tell(status);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
