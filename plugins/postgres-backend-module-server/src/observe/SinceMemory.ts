import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

type Since = Required<Pick<Attention, 'since'>> &
  Pick<Attention, 'sinceAtLeast'>;

/** Remembers since when something is as it is. Lost with the process: then since when the server says, or since it was first seen. */
export class SinceMemory {
  #known = new Map<string, { value: string; since: Since; unknown: boolean }>();
  #seen = new Set<string>();
  /** When the last round ended; absent: what is seen now may be so for long. */
  #lookedAt?: string;

  /**
   * When `key` first had its present value, without a gap. What is `told`
   * counts if it is of a time that was not looked at. `unknown`: the value
   * says that nothing was found out yet.
   */
  of(
    key: string,
    value: string,
    now: Date,
    { told, unknown = false }: { told?: string; unknown?: boolean } = {},
  ): Since {
    const known = this.#known.get(key);
    this.#seen.add(key);
    if (known?.value === value) return known.since;
    const neverKnown = known?.unknown && known.since.sinceAtLeast;
    const lookedAt = neverKnown ? undefined : this.#lookedAt;
    const since =
      told && !(lookedAt && told < lookedAt)
        ? { since: told }
        : {
            since: now.toISOString(),
            ...(!lookedAt && { sinceAtLeast: true }),
          };
    this.#known.set(key, { value, since, unknown });
    return since;
  }

  /** Ends a round: what nobody asked for in it is over. */
  endRound(now = new Date()): void {
    for (const key of this.#known.keys())
      if (!this.#seen.has(key)) this.#known.delete(key);
    this.#seen.clear();
    this.#lookedAt = now.toISOString();
  }
}
