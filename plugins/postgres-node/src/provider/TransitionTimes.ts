interface Remembered {
  value: string;
  since: Date;
  /** It held when it was first looked at: for how long before is not known. */
  atLeast: boolean;
  /** The value says that nothing was found out yet. */
  unknown: boolean;
}

/**
 * Since when things are as they are: an engine tells the time of few of them.
 * Lost with the process; then since it was first seen. Each look has its own,
 * made from the one before, which stays as it was: what it does not ask for is
 * forgotten.
 *
 * @public
 */
export class TransitionTimes {
  readonly #known: ReadonlyMap<string, Remembered>;
  readonly #asked = new Map<string, Remembered>();
  #recheckAt = Infinity;
  /** Whether nothing was remembered before this look. */
  readonly isFirst: boolean;

  /**
   * @param lookedAt - when the look before ended, where that was seen which is
   * told: of what is another now no older time is believed
   */
  constructor(before?: TransitionTimes, private readonly lookedAt?: Date) {
    this.#known = before ? before.#asked : new Map();
    this.isFirst = !before;
  }

  /** When the database is to be looked at again at the latest, in milliseconds; Infinity: at its next change. */
  get recheckAt(): number {
    return this.#recheckAt;
  }

  /**
   * When `key` first had its present value without a gap, or `known`, where
   * that is told and has passed: clocks differ.
   */
  since(key: string, value: string, now: Date, known?: string): Date {
    return this.#remember(key, value, now, known).since;
  }

  /** The same, for people. `unknown`: the value says that nothing was found out yet. */
  told(
    key: string,
    value: string,
    now: Date,
    known?: string,
    { unknown = false }: { unknown?: boolean } = {},
  ): { since: string; sinceAtLeast?: boolean } {
    const entry = this.#remember(key, value, now, known, unknown);
    return {
      since: entry.since.toISOString(),
      ...(entry.atLeast && { sinceAtLeast: true }),
    };
  }

  #remember(
    key: string,
    value: string,
    now: Date,
    known?: string,
    unknown = false,
  ): Remembered {
    const before = this.#asked.get(key) ?? this.#known.get(key);
    const isSame = before?.value === value;
    const entry = isSame
      ? before
      : { value, unknown, ...this.#begin(before, now, known) };
    this.#asked.set(key, entry);
    return entry;
  }

  #begin(before: Remembered | undefined, now: Date, known?: string) {
    const neverKnown = before?.unknown && before.atLeast;
    const told = new Date(known ?? NaN);
    const wasSeenOtherwise =
      !neverKnown && this.lookedAt !== undefined && told < this.lookedAt;
    return told <= now && !wasSeenOtherwise
      ? { since: told, atLeast: false }
      : { since: now, atLeast: this.isFirst || neverKnown === true };
  }

  /**
   * Whether it has lasted for so long, counted from `known` where that is told;
   * if not yet, it will be asked again then.
   */
  lasts(
    key: string,
    value: string,
    limitMs: number,
    now: Date,
    known?: string,
  ): boolean {
    const end = this.since(key, value, now, known).getTime() + limitMs;
    if (now.getTime() >= end) return true;
    this.recheck(end);
    return false;
  }

  /** The database is to be looked at again at this time. */
  recheck(at: number): void {
    this.#recheckAt = Math.min(this.#recheckAt, at);
  }
}
