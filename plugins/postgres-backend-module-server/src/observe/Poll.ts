/** What to repeat. */
export interface PollOptions {
  everyMs: number;
  /** Longest that one round may take. */
  timeoutMs: number;
  /** One round. Must obey the signal; one that does not is no longer waited for. */
  work: (signal: AbortSignal) => Promise<void>;
  /** What a round that takes too long fails with. */
  late: () => Error;
  /** Told of each failure, and how many there were in a row. */
  failed: (error: Error, inARow: number) => void;
}

const RETRY_MS = { first: 500, most: 5_000 };

/**
 * Repeats a round for ever, one at a time. After a failure it tries again
 * soon, then ever less often.
 */
export class Poll {
  #stop?: AbortController;
  #wake = () => {};

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
    this.#wake();
  }

  /** The next round starts now, if none runs. */
  soon(): void {
    this.#wake();
  }

  async #repeat(stop: AbortSignal): Promise<void> {
    const { everyMs, failed } = this.options;
    let inARow = 0;
    while (!stop.aborted) {
      try {
        await this.#round(stop);
        inARow = 0;
      } catch (error) {
        if (stop.aborted) return;
        inARow += 1;
        failed(error as Error, inARow);
      }
      const retryMs = Math.min(
        RETRY_MS.first * 2 ** (inARow - 1),
        RETRY_MS.most,
      );
      // Many servers, or many replicas of Backstage, must not ask in step.
      await this.#sleep(
        (inARow ? retryMs : everyMs) * (0.9 + Math.random() * 0.2),
        stop,
      );
    }
  }

  async #round(stop: AbortSignal): Promise<void> {
    const { work, timeoutMs, late } = this.options;
    const round = new AbortController();
    let end = () => {};
    const ended = new Promise<never>((_, reject) => {
      end = () => {
        round.abort();
        reject(late());
      };
    });
    const timer = setTimeout(end, timeoutMs);
    stop.addEventListener('abort', end);
    try {
      await Promise.race([work(round.signal), ended]);
    } finally {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
    }
  }

  async #sleep(ms: number, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
