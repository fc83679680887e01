/** Whatever a server asks for: longer than this nobody wants to be blind. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;

/**
 * Waiting times that double up to a limit, with jitter so that many watches do
 * not come back at the same moment.
 *
 * @public
 */
export class Backoff {
  #failures = 0;

  constructor(
    private readonly options: { firstMs: number; maxMs: number },
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds to wait now, at least what the server asked for. */
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
