interface Transition {
  value: string;
  since: Date;
  /** The first evaluation already had this value, so `since` is the latest possible time. */
  atLeast: boolean;
  /** The value means 'not known yet'. */
  unknown: boolean;
}

/**
 * Records when each value last changed (`lastTransitionTime` of Kubernetes),
 * because engines report few of these times. The times are in memory: after a
 * restart, the time of a value is that of its first observation. Each
 * evaluation copies the values that it reads from the previous evaluation,
 * which is not modified, and drops the others.
 *
 * Values contain the id of a message, never its text: a different wording is no
 * transition.
 *
 * @public
 */
export class TransitionTimes {
  readonly #previous: ReadonlyMap<string, Transition>;
  readonly #current = new Map<string, Transition>();
  #recheckAt = Infinity;
  /** Whether there is no previous evaluation. */
  readonly isFirst: boolean;

  /**
   * @param observedAt - end of the previous evaluation that observed the values.
   * A value that has changed since then cannot be older, whatever time the
   * engine reports.
   */
  constructor(previous?: TransitionTimes, private readonly observedAt?: Date) {
    this.#previous = previous ? previous.#current : new Map();
    this.isFirst = !previous;
  }

  /** Latest time of the next evaluation, in epoch milliseconds; Infinity: at the next change of the database. */
  get recheckAt(): number {
    return this.#recheckAt;
  }

  /**
   * Returns since when `key` has had its current value without interruption.
   *
   * @param reported - the time that the engine reports. It is ignored if it is
   * in the future, because clocks differ, or contradicts the previous evaluation.
   */
  since(key: string, value: string, now: Date, reported?: string): Date {
    return this.#transition(key, value, now, reported).since;
  }

  /**
   * Returns the same as the fields `since` and `sinceAtLeast`.
   *
   * @param options - `unknown`: the value means 'not known yet'
   */
  sinceOf(
    key: string,
    value: string,
    now: Date,
    reported?: string,
    { unknown = false }: { unknown?: boolean } = {},
  ): { since: string; sinceAtLeast?: boolean } {
    const { since, atLeast } = this.#transition(
      key,
      value,
      now,
      reported,
      unknown,
    );
    return {
      since: since.toISOString(),
      ...(atLeast && { sinceAtLeast: true }),
    };
  }

  #transition(
    key: string,
    value: string,
    now: Date,
    reported?: string,
    unknown = false,
  ): Transition {
    const before = this.#current.get(key) ?? this.#previous.get(key);
    const transition =
      before?.value === value
        ? before
        : { value, unknown, ...this.#begin(before, now, reported) };
    this.#current.set(key, transition);
    return transition;
  }

  #begin(before: Transition | undefined, now: Date, reported?: string) {
    const neverKnown = before?.unknown && before.atLeast;
    const since = new Date(reported ?? NaN);
    const isContradicted =
      !neverKnown && this.observedAt !== undefined && since < this.observedAt;
    return since <= now && !isContradicted
      ? { since, atLeast: false }
      : { since: now, atLeast: this.isFirst || neverKnown === true };
  }

  /**
   * Returns whether the value has lasted for `limitMs`, counted from `reported`
   * if that is valid. If not, schedules an evaluation for that time.
   */
  lasts(
    key: string,
    value: string,
    limitMs: number,
    now: Date,
    reported?: string,
  ): boolean {
    const end = this.since(key, value, now, reported).getTime() + limitMs;
    if (now.getTime() >= end) return true;
    this.recheck(end);
    return false;
  }

  /** Schedules the next evaluation, in epoch milliseconds; the earliest time applies. */
  recheck(at: number): void {
    this.#recheckAt = Math.min(this.#recheckAt, at);
  }
}
