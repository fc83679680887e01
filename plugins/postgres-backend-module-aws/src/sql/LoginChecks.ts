import { Backoff } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { LoginAttempt } from './LoginAttempt';
import type { StoredLogin } from './loginOf';

/** Concurrent attempts in a region. One to an instance that cannot be reached takes some seconds. */
const CONCURRENCY = 4;
/** Mean time until a login that works is tried again. */
const WORKING_MS = 5 * 60_000;
/** A refused password is tried again after this time: AWS can just be rotating it. */
const CONFIRM_MS = 30_000;
const RETRY = { firstMs: 60_000, maxMs: 15 * 60_000 };

/** The last attempt of a login; `pending` if there is none yet. */
export type LoginState = LoginAttempt | 'pending';

interface Check {
  attempt: LoginAttempt;
  /** Milliseconds since the epoch. */
  nextAt: number;
  /** Consecutive attempts in which the password was refused. */
  refusals: number;
}

/** How a login is tried, and who learns of its result. */
export interface LoginCheckOptions {
  attempt(
    login: StoredLogin,
    signal: AbortSignal,
  ): Promise<Omit<LoginAttempt, 'at'>>;
  /** Called after each attempt, with the name of the instance. */
  tried(name: string): void;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/**
 * Tries the logins of a region: at once after an instance has become available or
 * its password was replaced, later again from time to time. The results are only in
 * memory: after a start, no login was tried.
 */
export class LoginChecks {
  #logins: StoredLogin[] = [];
  readonly #last = new Map<string, Check>();
  readonly #backoffs = new Map<string, Backoff>();
  readonly #running = new Map<string, AbortController>();

  constructor(private readonly options: LoginCheckOptions) {}

  of({ key }: StoredLogin): LoginState {
    return this.#last.get(key)?.attempt ?? 'pending';
  }

  /** Tries those of the logins that are due, without waiting for them. Drops the results of all others. */
  check(logins: StoredLogin[]): void {
    this.#logins = logins.filter(({ ready }) => ready);
    const keys = new Set(this.#logins.map(({ key }) => key));
    for (const [key, running] of this.#running)
      if (!keys.has(key)) running.abort();
    for (const map of [this.#last, this.#backoffs])
      for (const key of map.keys()) if (!keys.has(key)) map.delete(key);
    this.#tryNext();
  }

  #tryNext(): void {
    while (this.#running.size < CONCURRENCY) {
      const next = this.#mostOverdue();
      if (!next) return;
      void this.#try(next);
    }
  }

  /** Logins that were not tried yet come first. */
  #mostOverdue(): StoredLogin | undefined {
    const now = this.#now();
    let found: StoredLogin | undefined;
    let since = Infinity;
    for (const login of this.#logins) {
      const at = this.#last.get(login.key)?.nextAt ?? 0;
      if (at <= now && at < since && !this.#running.has(login.key)) {
        found = login;
        since = at;
      }
    }
    return found;
  }

  async #try(login: StoredLogin): Promise<void> {
    const { key, name } = login;
    const running = new AbortController();
    this.#running.set(key, running);
    const at = new Date(this.#now()).toISOString();
    const result = await this.options
      .attempt(login, running.signal)
      .catch((error: Error) => ({ message: error.message }));
    this.#running.delete(key);
    if (!running.signal.aborted) {
      this.#keep(key, { ...result, at });
      this.options.tried(name);
    }
    this.#tryNext();
  }

  #keep(key: string, attempt: LoginAttempt): void {
    const { works } = attempt;
    const backoff = this.#backoffs.get(key) ?? new Backoff(RETRY);
    this.#backoffs.set(key, backoff);
    const refusals =
      works === false ? (this.#last.get(key)?.refusals ?? 0) + 1 : 0;
    const isFirstRefusal = refusals === 1;
    if (works) backoff.reset();
    this.#last.set(key, {
      attempt: isFirstRefusal ? { ...attempt, works: undefined } : attempt,
      refusals,
      nextAt:
        this.#now() + (isFirstRefusal ? CONFIRM_MS : pause(works, backoff)),
    });
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** Returns the milliseconds until the next attempt, spread so that attempts of many databases do not coincide. */
function pause(works: boolean | undefined, backoff: Backoff): number {
  return works ? WORKING_MS * (0.8 + Math.random() * 0.4) : backoff.next();
}
