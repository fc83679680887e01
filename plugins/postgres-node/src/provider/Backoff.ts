/** Maximum of `Retry-After`, because nothing is observed during this time. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;

/**
 * Exponential backoff with a maximum, and with jitter, so that many watches do
 * not reconnect at the same time.
 *
 * @public
 */
export class Backoff {
  #failures = 0;

  constructor(
    private readonly options: { firstMs: number; maxMs: number },
    private readonly random: () => number = Math.random,
  ) {}

  /** Returns the milliseconds to wait; at least `retryAfterMs`, the `Retry-After` of the server. */
  next(retryAfterMs = 0): number {
    const { firstMs, maxMs } = this.options;
    const full = Math.min(maxMs, firstMs * 2 ** this.#failures);
    this.#failures += 1;
    return (
      Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) +
      full * (0.5 + this.random() / 2)
    );
  }

  reset(): void {
    this.#failures = 0;
  }
}
