import {
  Backoff,
  pause,
  withTimeout,
} from '@pgstage/backstage-plugin-postgres-node/provider';

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

const RETRY = { firstMs: 500, maxMs: 5_000 };

/**
 * Repeats a round for ever, one at a time. After a failure it tries again
 * soon, then ever less often.
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

  /** The next round starts now, if none runs. */
  soon(): void {
    this.#pause.abort();
  }

  async #repeat(stop: AbortSignal): Promise<void> {
    const { everyMs, timeoutMs, late, work, failed } = this.options;
    const backoff = new Backoff(RETRY);
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
      await pause(
        // Many servers, or many replicas of Backstage, must not ask in step.
        inARow ? backoff.next() : everyMs * (0.9 + Math.random() * 0.2),
        this.#pause.signal,
      );
    }
  }
}
