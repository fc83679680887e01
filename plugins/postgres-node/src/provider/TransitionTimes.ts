interface Remembered {
  value: string;
  since: Date;
  /** The value already held at the first evaluation; for how long before that is not known. */
  atLeast: boolean;
  /** The value stands for 'not known yet'. */
  unknown: boolean;
}

/**
 * Records when each value last changed (`lastTransitionTime` of Kubernetes),
 * because engines report few of these times. Kept in memory: after a restart, a
 * value counts from when it is first observed. Each evaluation copies the
 * entries that it reads from the previous one, which stays unchanged; all
 * others are dropped.
 *
 * @public
 */
export class TransitionTimes {
  readonly #known: ReadonlyMap<string, Remembered>;
  readonly #asked = new Map<string, Remembered>();
  #recheckAt = Infinity;
  /** Whether there was no previous evaluation. */
  readonly isFirst: boolean;

  /**
   * @param lookedAt - end of the previous evaluation that observed the values.
   * A value that has changed since cannot be older than this, whatever time the
   * engine reports.
   */
  constructor(before?: TransitionTimes, private readonly lookedAt?: Date) {
    this.#known = before ? before.#asked : new Map();
    this.isFirst = !before;
  }

  /** Latest time of the next evaluation, in epoch milliseconds; Infinity: at the next change of the database. */
  get recheckAt(): number {
    return this.#recheckAt;
  }

  /**
   * Returns since when `key` has had its current value without interruption, or
   * `known`, if the engine reports it and it is not in the future: clocks differ.
   */
  since(key: string, value: string, now: Date, known?: string): Date {
    return this.#remember(key, value, now, known).since;
  }

  /** The same, as the fields `since` and `sinceAtLeast`. `unknown`: the value stands for 'not known yet'. */
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
   * Returns whether the value has held for `limitMs`, counted from `known` if
   * that is reported. If not yet, schedules an evaluation for then.
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

  /** Schedules the next evaluation, in epoch milliseconds; the earliest time counts. */
  recheck(at: number): void {
    this.#recheckAt = Math.min(this.#recheckAt, at);
  }
}
