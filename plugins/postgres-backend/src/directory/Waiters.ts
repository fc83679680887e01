/** Long polls that wait for a change of a key. */
export class Waiters {
  readonly #waiting = new Map<string, Set<() => void>>();
  #closed = false;

  /**
   * Resolves when `key` is woken, after the timeout, or when the signal is
   * aborted. In all cases, the caller reads the current value.
   */
  wait(
    key: string,
    options: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<void> {
    const { timeoutMs, signal } = options;
    if (this.#closed || signal?.aborted) return Promise.resolve();
    return new Promise(resolve => {
      let timer: NodeJS.Timeout | undefined = undefined;
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        const others = this.#waiting.get(key);
        others?.delete(done);
        if (!others?.size) this.#waiting.delete(key);
        resolve();
      };
      timer = setTimeout(done, timeoutMs);
      signal?.addEventListener('abort', done);
      this.#waiting.set(key, (this.#waiting.get(key) ?? new Set()).add(done));
    });
  }

  wake(key: string): void {
    for (const done of [...(this.#waiting.get(key) ?? [])]) done();
  }

  /** Resolves all waits, so that long polls do not delay a shutdown. */
  close(): void {
    this.#closed = true;
    for (const key of [...this.#waiting.keys()]) this.wake(key);
  }

  get size(): number {
    return this.#waiting.size;
  }
}
