interface Remembered {
  value: string;
  since: Date;
  /** It held when it was first looked at: for how long before is not known. */
  atLeast: boolean;
}

/** A pod that is ready may be so from before PostgreSQL in it was stopped. */
export interface Doubt {
  since: Date;
  /** PostgreSQL was down then; else it was restarted and may be down for a moment. */
  down: boolean;
  /** It was done on purpose. */
  planned: boolean;
}

/**
 * Since when things about one database are as they are: the operator tells the
 * time of few of them. Lost with the process; then since it was first seen.
 */
export class Memory {
  #known = new Map<string, Remembered>();
  #asked = new Map<string, Remembered>();
  #recheckAt = Infinity;
  /** What is being done on purpose, kept until every instance is ready again. */
  plan?: string;
  /** Instances that were fenced when it was last looked at. */
  fenced: string[] = [];
  /** What is known against ready pods, by instance. */
  readonly doubts = new Map<string, Doubt>();
  /** The request for a restart that the operator has begun with. */
  begun?: string;
  /** The definition that was seen last, by its generation, and when it replaced another. */
  definition?: { generation?: number; changedAt?: Date };
  /** For how many instances it was complete. */
  completeFor?: number;
  /** A primary failed, and another one does not yet stand in for it. */
  failover = false;
  /** Whether the database was complete once: its steps do not come back. */
  complete = false;
  /** How often it was mapped before. */
  rounds = 0;

  /**
   * When `key` first had its present value without a gap, or `known`, where
   * that is told and has passed: clocks differ.
   */
  since(key: string, value: string, now: Date, known?: string): Date {
    return this.#remember(key, value, now, known).since;
  }

  /** The same, for people. */
  told(
    key: string,
    value: string,
    now: Date,
    known?: string,
  ): { since: string; sinceAtLeast?: boolean } {
    const entry = this.#remember(key, value, now, known);
    return {
      since: entry.since.toISOString(),
      ...(entry.atLeast && { sinceAtLeast: true }),
    };
  }

  #remember(key: string, value: string, now: Date, known?: string): Remembered {
    const before = this.#asked.get(key) ?? this.#known.get(key);
    const told = new Date(known ?? NaN);
    const isTold = told <= now;
    const entry =
      before?.value === value
        ? before
        : {
            value,
            since: isTold ? told : now,
            atLeast: !isTold && this.rounds === 0,
          };
    this.#asked.set(key, entry);
    return entry;
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

  /** The database is to be mapped again at this time. */
  recheck(at: number): void {
    this.#recheckAt = Math.min(this.#recheckAt, at);
  }

  /** Ends a round: what nobody asked for in it is over. Returns when to map again at the latest. */
  endRound(): number {
    this.#known = this.#asked;
    this.#asked = new Map();
    this.rounds += 1;
    const at = this.#recheckAt;
    this.#recheckAt = Infinity;
    return at;
  }
}
