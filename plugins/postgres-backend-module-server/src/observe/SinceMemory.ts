/** Remembers since when something is as it is. Lost with the process: then since it was first seen. */
export class SinceMemory {
  #known = new Map<string, { value: string; since: Date }>();
  #seen = new Set<string>();

  /** When `key` first had its present value, without a gap. */
  of(key: string, value: string, now: Date): string {
    const known = this.#known.get(key);
    this.#seen.add(key);
    if (known?.value === value) return known.since.toISOString();
    this.#known.set(key, { value, since: now });
    return now.toISOString();
  }

  /** Ends a round: what nobody asked for in it is over. */
  endRound(): void {
    for (const key of this.#known.keys())
      if (!this.#seen.has(key)) this.#known.delete(key);
    this.#seen.clear();
  }
}
