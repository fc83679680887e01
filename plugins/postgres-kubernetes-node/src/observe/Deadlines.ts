/** Pause between two passes over all deadlines: there may be ten thousand. */
const PAUSE_MS = 250;

/** Calls back at or shortly after the deadlines of keys, with one timer for all. @public */
export class Deadlines {
  readonly #deadlines = new Map<string, number>();
  #timer?: NodeJS.Timeout;
  #at = Infinity;

  constructor(
    private readonly now: () => Date,
    private readonly due: (keys: string[]) => void,
  ) {}

  /** Replaces the deadline of the key. */
  set(key: string, at: number): void {
    this.#deadlines.set(key, at);
    if (at < this.#at) this.#schedule(at);
  }

  delete(key: string): void {
    this.#deadlines.delete(key);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#deadlines.clear();
  }

  #schedule(at: number): void {
    clearTimeout(this.#timer);
    this.#at = at;
    // Slightly later, so that the limit has passed.
    const waitMs = Math.max(0, at - this.now().getTime()) + 5;
    this.#timer = setTimeout(() => this.#ring(), waitMs);
    this.#timer.unref();
  }

  #ring(): void {
    const now = this.now().getTime();
    const due = [...this.#deadlines]
      .filter(([, at]) => at <= now)
      .map(([key]) => key);
    due.forEach(key => this.#deadlines.delete(key));
    this.#at = Infinity;
    this.due(due);
    let next = Infinity;
    for (const at of this.#deadlines.values()) next = Math.min(next, at);
    if (next < this.#at) this.#schedule(Math.max(next, now + PAUSE_MS));
  }
}
