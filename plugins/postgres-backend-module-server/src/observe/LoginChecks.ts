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

/** Servers have few connections to spare, and a password costs them work. */
const AT_ONCE = 2;
/** Somebody may change a password or pg_hba.conf at any time. */
const AGAIN_MS = { working: 5 * 60_000, other: 60_000 };

/** What came of a login, and when it was tried, in milliseconds since the epoch. */
export interface TriedLogin extends LoginResult {
  at: number;
}

interface Check extends TriedLogin {
  key: string;
}

/**
 * Tries the stored login of each database, by the address that applications
 * use. Keeps what came of it in memory alone: after a start nothing was tried.
 */
export class LoginChecks {
  readonly #last = new Map<string, Check>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #limit = pLimit(AT_ONCE);

  constructor(
    private readonly server: ServerConfig,
    private readonly services: WatchServices,
    private readonly now: () => number = Date.now,
  ) {}

  /** What came of the login, if it was tried with these credentials since the server started. */
  of(recorded: RecordedDatabase, startedAt: Date): TriedLogin | undefined {
    const last = this.#last.get(recorded.name);
    return last?.key === keyOf(recorded, startedAt) ? last : undefined;
  }

  /** Tries those that were not tried for longer than `olderThanMs`; usually for as long as they need not be. Gives whether there were any. */
  async try(
    records: RecordedDatabase[],
    startedAt: Date,
    olderThanMs?: number,
  ): Promise<boolean> {
    const due = records.filter(recorded => {
      const key = keyOf(recorded, startedAt);
      const last = this.#last.get(recorded.name);
      const age = olderThanMs ?? AGAIN_MS[last?.works ? 'working' : 'other'];
      return key && (last?.key !== key || this.now() - last.at >= age);
    });
    await Promise.all(due.map(recorded => this.#once(recorded, startedAt)));
    return due.length > 0;
  }

  /** Forgets databases that are gone. */
  keep(records: RecordedDatabase[]): void {
    const names = new Set(records.map(({ name }) => name));
    for (const name of this.#last.keys())
      if (!names.has(name)) this.#last.delete(name);
  }

  /** Nobody waits in the queue twice. */
  #once(recorded: RecordedDatabase, startedAt: Date): Promise<void> {
    const { name } = recorded;
    const running =
      this.#running.get(name) ??
      this.#limit(() => this.#try(recorded, startedAt)).finally(() =>
        this.#running.delete(name),
      );
    this.#running.set(name, running);
    return running;
  }

  async #try(recorded: RecordedDatabase, startedAt: Date): Promise<void> {
    const at = this.now();
    const result = await this.#result(recorded);
    this.#last.set(recorded.name, {
      ...result,
      at,
      key: keyOf(recorded, startedAt),
    });
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
      if (!entry) return { said: 'The credential store has no entry of it' };
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
      return { said: (error as Error).message };
    }
  }
}

/** Changes with all that a login hangs on; empty where there is none to try. */
function keyOf(
  { exists, oid, record }: RecordedDatabase,
  startedAt: Date,
): string {
  const { credentials } = record ?? {};
  return exists && credentials?.state === 'stored'
    ? `${oid} ${credentials.store} ${credentials.at} ${startedAt.getTime()}`
    : '';
}
