import { stringifyDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import {
  type LoginResult,
  tryLogin,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import pLimit from 'p-limit';
import type { ServerConfig } from '../config';
import type { RecordedDatabase } from '../record';
import { systemOf } from '../sql';
import type { WatchServices } from './ServerWatch';

/** Concurrent attempts: connections are limited, and SCRAM costs the server CPU time. */
const CONCURRENCY = 2;
/** Interval of the checks, because a password or pg_hba.conf can change at any time. */
const INTERVAL_MS = { working: 5 * 60_000, other: 60_000 };

/** Result of a login attempt, with its time in milliseconds since the epoch. */
export interface LoginAttempt extends LoginResult {
  at: number;
}

interface Check extends LoginAttempt {
  key: string;
}

/**
 * Checks the stored login of each database at the address that applications
 * use. The results are only in memory: after a start no login has been checked.
 */
export class LoginChecks {
  readonly #last = new Map<string, Check>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #limit = pLimit(CONCURRENCY);

  constructor(
    private readonly server: ServerConfig,
    private readonly services: WatchServices,
  ) {}

  /** Returns the last attempt with these credentials since the start of the server. */
  of(recorded: RecordedDatabase, startedAt: Date): LoginAttempt | undefined {
    const last = this.#last.get(recorded.name);
    return last?.key === keyOf(recorded, startedAt) ? last : undefined;
  }

  /**
   * Checks the logins whose last attempt is older than `olderThanMs`. Returns
   * whether there were any.
   *
   * @param olderThanMs - defaults to the interval of the checks
   */
  async check(
    records: RecordedDatabase[],
    startedAt: Date,
    olderThanMs?: number,
  ): Promise<boolean> {
    const due = records.filter(recorded => {
      const key = keyOf(recorded, startedAt);
      const last = this.#last.get(recorded.name);
      const age = olderThanMs ?? INTERVAL_MS[last?.works ? 'working' : 'other'];
      return key && (last?.key !== key || this.#now() - last.at >= age);
    });
    await Promise.all(due.map(recorded => this.#once(recorded, startedAt)));
    return due.length > 0;
  }

  /** Drops the results of all other databases. */
  retain(records: RecordedDatabase[]): void {
    const names = new Set(records.map(({ name }) => name));
    for (const name of this.#last.keys())
      if (!names.has(name)) this.#last.delete(name);
  }

  /** Joins the attempt that already runs or waits for this database. */
  #once(recorded: RecordedDatabase, startedAt: Date): Promise<void> {
    const { name } = recorded;
    const running =
      this.#running.get(name) ??
      this.#limit(() => this.#attempt(recorded, startedAt)).finally(() =>
        this.#running.delete(name),
      );
    this.#running.set(name, running);
    return running;
  }

  async #attempt(recorded: RecordedDatabase, startedAt: Date): Promise<void> {
    const at = this.#now();
    const result = await this.#result(recorded);
    this.#last.set(recorded.name, {
      ...result,
      at,
      key: keyOf(recorded, startedAt),
    });
  }

  #now(): number {
    return this.services.now().getTime();
  }

  async #result({ name, record }: RecordedDatabase): Promise<LoginResult> {
    const { id, connection } = this.server;
    const ref = stringifyDatabaseRef({
      provider: 'server',
      location: id,
      name,
    });
    try {
      const entry = await this.services
        .credentialStore(record?.credentials?.store ?? '')
        .read(ref);
      if (!entry)
        return { message: 'The credential store has no entry for it' };
      const { host, port, sslMode, user, password, database } = entry;
      return await tryLogin(systemOf(this.server), {
        host,
        port,
        sslMode,
        user,
        password,
        database,
        ca: connection.ca,
      });
    } catch (error) {
      return { message: (error as Error).message };
    }
  }
}

/** Identifies the server process, database and credentials of an attempt; empty if there is no stored login. */
function keyOf(
  { exists, oid, record }: RecordedDatabase,
  startedAt: Date,
): string {
  const { credentials } = record ?? {};
  return exists && credentials?.state === 'stored'
    ? `${oid} ${credentials.store} ${credentials.at} ${startedAt.getTime()}`
    : '';
}
