import { NotFoundError } from '@backstage/errors';
import { within } from '@pgstage/backstage-plugin-postgres-node/provider';
import pLimit from 'p-limit';
import { type ClientBase, Pool } from 'pg';
import { mapPgError, type ReadOnlyReason, sqlStateOf } from './mapPgError';
import {
  APPLICATION,
  clientConfig,
  closeClient,
  openClient,
} from './openClient';
import { raceWithSignal } from './raceWithSignal';
import type { PostgresLogin } from './PostgresLogin';
import type { PostgresSystem } from './PostgresSystem';
import { ClientSession, type Session } from './Session';
import { mayTryNext, mostSpecificError, tlsAttempts } from './tls';

const QUERY_TIMEOUT_MS = 30_000;
/** CREATE and DROP DATABASE copy files and wait for checkpoints. */
const SESSION_TIMEOUT_MS = 300_000;
/**
 * The owner of a database may set its search path, and then say what the names
 * in our statements mean. This is PostgreSQL's default, which looks into
 * pg_catalog first.
 */
const SAFE_SEARCH_PATH = 'SET search_path = "$user", public';
/** Longest wait for the server to end a session whose caller has gone, in milliseconds. */
const END_MS = 3_000;
const MAX_POOLED = 4;
const MAX_SESSIONS = 4;

/**
 * Which server process to talk to, and for how long.
 *
 * @public
 */
export interface QueryOptions {
  /** Ends the wait and cancels the statement. */
  signal?: AbortSignal;
  /** Name of a standby; the primary unless given. */
  standby?: string;
}

/**
 * Which database to talk to, and how.
 *
 * @public
 */
export interface SessionOptions extends QueryOptions {
  /** Another database of the server than the configured one. In such a session open no other. */
  database?: string;
  /** Speaks the replication protocol, for base backups. No statement timeout applies. */
  replication?: boolean;
}

/**
 * The server to connect to.
 *
 * @public
 */
export interface PostgresConnectionsOptions {
  system: PostgresSystem;
  /** To the primary. */
  login: PostgresLogin;
  /** To the standbys, by name. */
  standbys: ReadonlyMap<string, PostgresLogin>;
}

/**
 * Backstage's own connections to one server and its standbys: a small pool for
 * reading, single sessions for what needs one of its own. Opens nothing before
 * it is used. What the server or the network says instead of yes comes as an
 * error that names the server and what to do.
 *
 * @public
 */
export class PostgresConnections {
  private readonly pools = new Map<string, Pool[]>();
  private readonly working = new Map<string, number>();
  private readonly sessionLimit = pLimit(MAX_SESSIONS);
  /** Of its own, because a session of the other kind waits for one of these. */
  private readonly otherDatabaseLimit = pLimit(MAX_SESSIONS);

  constructor(private readonly options: PostgresConnectionsOptions) {}

  /** Rows of one statement that reads, from the pool. */
  async query<Row extends object>(
    text: string,
    values: unknown[] = [],
    options: QueryOptions = {},
  ): Promise<Row[]> {
    const work = async (login: PostgresLogin) => {
      const client = await this.acquire(options.standby ?? '', login);
      let failure: unknown;
      try {
        return await raceWithSignal(
          options.signal,
          async () => {
            const { rows } = await client.query<Row>(text, values);
            return rows;
          },
          () => this.cancel(client, login),
        );
      } catch (error) {
        failure = error;
        throw error;
      } finally {
        // After a failure that is not an answer of the server the connection is in doubt.
        client.release(
          failure !== undefined && sqlStateOf(failure) === undefined,
        );
      }
    };
    // Also while a connection is opened, which no signal ends.
    return raceWithSignal(options.signal, () => this.guard(options, work));
  }

  /**
   * Gives a connection of its own to `work`, and closes it afterwards, with its
   * locks and settings. That is so also where `signal` ends it: whoever then
   * repeats the call does not meet the locks of the one before, unless the
   * server does not respond.
   */
  async session<T>(
    work: (session: Session) => Promise<T>,
    options: SessionOptions = {},
  ): Promise<T> {
    const limit = options.database
      ? this.otherDatabaseLimit
      : this.sessionLimit;
    const { signal } = options;
    const inSession = async (login: PostgresLogin, detach: () => void) => {
      signal?.throwIfAborted();
      const client = await openClient(login, {
        database: options.database,
        replication: options.replication,
        statementTimeoutMs: SESSION_TIMEOUT_MS,
      });
      const ended = new Promise<void>(done => client.once('end', done));
      detach();
      try {
        return await raceWithSignal(signal, async () => {
          if (options.database) await client.query(SAFE_SEARCH_PATH);
          return work(new ClientSession(client));
        });
      } finally {
        if (signal?.aborted) await this.terminate(client, login, ended);
        await closeClient(client);
      }
    };
    return raceWithSignal(signal, detach =>
      limit(() => this.guard(options, login => inSession(login, detach))),
    );
  }

  /** Lets go of all pooled connections. */
  async close(): Promise<void> {
    const pools = [...this.pools.values()].flat();
    this.pools.clear();
    await Promise.all(pools.map(pool => pool.end()));
  }

  private login(standby?: string): PostgresLogin {
    const { system, login, standbys } = this.options;
    if (!standby) return login;
    const found = standbys.get(standby);
    if (!found)
      throw new NotFoundError(`${system.name} has no standby ${standby}`);
    return found;
  }

  private async guard<T>(
    { signal, standby }: QueryOptions,
    work: (login: PostgresLogin) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    try {
      return await work(this.login(standby));
    } catch (error) {
      // What a canceled statement says is not the reason; the signal's is.
      signal?.throwIfAborted();
      const { name, settings } = this.options.system;
      throw mapPgError(
        { name: standby ? `${name}, standby ${standby}` : name, settings },
        error,
        sqlStateOf(error) === '25006'
          ? await this.readOnlyCause(standby)
          : undefined,
      );
    }
  }

  /** Two causes have one SQLSTATE, so the server is asked. */
  private async readOnlyCause(
    standby: string | undefined,
  ): Promise<ReadOnlyReason | undefined> {
    return this.query<{ inRecovery: boolean }>(
      'SELECT pg_is_in_recovery() AS "inRecovery"',
      [],
      { standby },
    ).then(
      ([{ inRecovery }]) => (inRecovery ? 'standby' : 'setting'),
      () => undefined,
    );
  }

  /** From the pool of the way of encryption that worked last, or the next that does. */
  private async acquire(key: string, login: PostgresLogin) {
    const attempts = tlsAttempts(login);
    let pools = this.pools.get(key);
    if (!pools) {
      pools = attempts.map(ssl => {
        const pool = new Pool({
          ...clientConfig(login, ssl, { statementTimeoutMs: QUERY_TIMEOUT_MS }),
          max: MAX_POOLED,
          idleTimeoutMillis: 30_000,
          allowExitOnIdle: true,
        });
        // An idle connection that breaks is replaced at the next query.
        pool.on('error', () => {});
        // One in use has no listener of the pool's: that it breaks between two
        // statements would end the process.
        pool.on('connect', client => client.on('error', () => {}));
        return pool;
      });
      this.pools.set(key, pools);
    }
    const first = this.working.get(key) ?? 0;
    const order = [first, ...pools.keys()].filter(
      (index, at, all) => all.indexOf(index) === at,
    );
    const failures: unknown[] = [];
    for (const index of order) {
      try {
        const client = await pools[index].connect();
        this.working.set(key, index);
        return client;
      } catch (error) {
        failures.push(error);
        if (!mayTryNext(error)) break;
      }
    }
    this.working.delete(key);
    throw mostSpecificError(failures);
  }

  /** Best effort: the statement timeout ends what this cannot. */
  private cancel(client: ClientBase, login: PostgresLogin): void {
    this.tell(client, login, 'pg_cancel_backend').catch(() => {});
  }

  /** Ends a session with what runs in it, and waits until the server has let go of it, does not know it, or does not respond. */
  private async terminate(
    client: ClientBase,
    login: PostgresLogin,
    ended: Promise<void>,
  ): Promise<void> {
    const told = this.tell(client, login, 'pg_terminate_backend');
    await within(
      END_MS,
      told.then(found => (found ? ended : undefined)),
    );
  }

  /** Returns whether the server has the session, under the name that we gave it. */
  private async tell(
    client: ClientBase,
    login: PostgresLogin,
    what: 'pg_cancel_backend' | 'pg_terminate_backend',
  ): Promise<boolean> {
    // Known to node-postgres, not to its types.
    const { processID } = client as ClientBase & { processID: number };
    const teller = await openClient(login, {
      statementTimeoutMs: QUERY_TIMEOUT_MS,
    });
    try {
      // A pooler names a process that may be another's by now.
      const { rows } = await teller.query(
        `SELECT ${what}(pid) FROM pg_stat_activity
          WHERE pid = $1 AND usename = session_user AND application_name = $2`,
        [processID, APPLICATION],
      );
      return rows.length > 0;
    } finally {
      await closeClient(teller);
    }
  }
}
