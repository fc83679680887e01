import { Backoff } from './Backoff';
import { pause, withTimeout } from './timeouts';

/** What to repeat, and how often. @public */
export interface PollOptions {
  /** From the end of a round to the start of the next; a function is called after each round. */
  everyMs: number | (() => number);
  /** Timeout of one round. */
  timeoutMs: number;
  /** One round. It must end when the signal is aborted; otherwise it continues in the background. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Returns the error of a timeout. */
  late: () => Error;
  /** Called after each failure, with the number of consecutive failures. */
  failed: (error: Error, consecutive: number) => void;
  /** Waits after failures; default: 500 ms at first, 5 s at most. */
  retry?: { firstMs: number; maxMs: number };
}

const RETRY = { firstMs: 500, maxMs: 5_000 };

/**
 * Repeats a round until stopped, one at a time. Retries with backoff after a
 * failure.
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

  /** Starts the next round now, unless one runs. */
  trigger(): void {
    this.#pause.abort();
  }

  async #repeat(stop: AbortSignal): Promise<void> {
    const { everyMs, timeoutMs, late, work, failed, retry } = this.options;
    const backoff = new Backoff(retry ?? RETRY);
    let consecutive = 0;
    for (;;) {
      try {
        await withTimeout(timeoutMs, late, work, stop);
        consecutive = 0;
        backoff.reset();
      } catch (error) {
        if (stop.aborted) return;
        consecutive += 1;
        failed(error as Error, consecutive);
      }
      if (stop.aborted) return;
      this.#pause = new AbortController();
      const pace = typeof everyMs === 'function' ? everyMs() : everyMs;
      await pause(
        // Jitter, so that polls of many servers and replicas do not coincide.
        consecutive ? backoff.next() : pace * (0.9 + Math.random() * 0.2),
        this.#pause.signal,
      );
    }
  }
}
