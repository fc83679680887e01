import { Backoff } from './Backoff';
import { pause, withTimeout } from './timeouts';

/** What to repeat. @public */
export interface PollOptions {
  /** From the end of a round to the start of the next; a function is called after each round. */
  everyMs: number | (() => number);
  /** Longest that one round may take. */
  timeoutMs: number;
  /** One round. Must obey the signal; one that does not is no longer waited for. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Returns the error of a round that takes too long. */
  late: () => Error;
  /** Called after each failure, with the number of failures in a row. */
  failed: (error: Error, inARow: number) => void;
  /** Waits after failures; half a second at first, five at most, unless given. */
  retry?: { firstMs: number; maxMs: number };
}

const RETRY = { firstMs: 500, maxMs: 5_000 };

/**
 * Repeats a round until it is stopped, one at a time. After a failure it waits
 * as `retry` says.
 *
 * @public
 */
export class Poll {
  #stop?: AbortController;
  #pause = new AbortController();

  constructor(private readonly options: PollOptions) {}

  start(): void {
    if (this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    void this.#repeat(stop.signal);
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#pause.abort();
  }

  /** Starts the next round now, if none runs. */
  soon(): void {
    this.#pause.abort();
  }

  async #repeat(stop: AbortSignal): Promise<void> {
    const { everyMs, timeoutMs, late, work, failed, retry } = this.options;
    const backoff = new Backoff(retry ?? RETRY);
    let inARow = 0;
    for (;;) {
      try {
        await withTimeout(timeoutMs, late, work, stop);
        inARow = 0;
        backoff.reset();
      } catch (error) {
        if (stop.aborted) return;
        inARow += 1;
        failed(error as Error, inARow);
      }
      if (stop.aborted) return;
      this.#pause = new AbortController();
      const pace = typeof everyMs === 'function' ? everyMs() : everyMs;
      await pause(
        // Many servers, or many replicas of Backstage, must not ask in step.
        inARow ? backoff.next() : pace * (0.9 + Math.random() * 0.2),
        this.#pause.signal,
      );
    }
  }
}
