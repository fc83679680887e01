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
/** Longer, because CREATE and DROP DATABASE copy files and wait for checkpoints. */
const SESSION_TIMEOUT_MS = 300_000;
/**
 * PostgreSQL's default, in which pg_catalog comes first. The owner of a database
 * can set another search path, and so replace the objects in our statements.
 */
const SAFE_SEARCH_PATH = 'SET search_path = "$user", public';
/** Longest wait for the end of a session after its signal was aborted. */
const END_MS = 3_000;
const MAX_POOLED = 4;
const MAX_SESSIONS = 4;

/**
 * The server process for a query.
 *
 * @public
 */
export interface QueryOptions {
  /** Cancels the statement. */
  signal?: AbortSignal;
  /** Name of a standby; defaults to the primary. */
  standby?: string;
}

/**
 * The server process, database and protocol of a session.
 *
 * @public
 */
export interface SessionOptions extends QueryOptions {
  /** Another database than the configured one. Such a session must not open another session, which could deadlock. */
  database?: string;
  /** Whether to use the replication protocol, for base backups. It has no statement timeout. */
  replication?: boolean;
}

/**
 * The server to connect to.
 *
 * @public
 */
export interface PostgresConnectionsOptions {
  system: PostgresSystem;
  /** Login to the primary. */
  login: PostgresLogin;
  /** Logins to the standbys, by name. */
  standbys: ReadonlyMap<string, PostgresLogin>;
}

/**
 * Backstage's connections to one server and its standbys: a small pool for
 * queries, and separate sessions for locks, transactions and other databases.
 * They are opened on first use. Errors of the server or the network are mapped to
 * errors that name the server and the next step.
 *
 * @public
 */
export class PostgresConnections {
  private readonly pools = new Map<string, Pool[]>();
  private readonly working = new Map<string, number>();
  private readonly sessionLimit = pLimit(MAX_SESSIONS);
  /** Separate, because sessions of the other limit wait for these. */
  private readonly otherDatabaseLimit = pLimit(MAX_SESSIONS);

  constructor(private readonly options: PostgresConnectionsOptions) {}

  /** Runs one read-only statement on a connection of the pool, and returns its rows. */
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
        // After an error without SQLSTATE the connection may be broken.
        client.release(
          failure !== undefined && sqlStateOf(failure) === undefined,
        );
      }
    };
    // A second time, because opening a connection ignores the signal.
    return raceWithSignal(options.signal, () => this.guard(options, work));
  }

  /**
   * Opens a separate connection for `work` and closes it afterwards, which
   * releases its locks. If `signal` is aborted, returns after the server has ended
   * the session, so that a repeated call does not wait for its locks; does not
   * wait for a server that does not respond.
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

  /** Closes the pools. */
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
      // The reason of the signal instead of the error of the canceled statement.
      signal?.throwIfAborted();
      const { system } = this.options;
      const name = standby ? `${system.name}, standby ${standby}` : system.name;
      throw mapPgError(
        { ...system, name },
        error,
        sqlStateOf(error) === '25006'
          ? await this.readOnlyCause(standby)
          : undefined,
      );
    }
  }

  /** Queries the server, because two causes have the same SQLSTATE. */
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

  /** Takes a connection from the pool of the TLS attempt that succeeded last, or of the next one that succeeds. */
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
        // A broken idle connection is replaced at the next query.
        pool.on('error', () => {});
        // The pool has no listener on connections in use: an error between two
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

  /** Best effort: otherwise the statement timeout ends the statement. */
  private cancel(client: ClientBase, login: PostgresLogin): void {
    this.signalBackend(client, login, 'pg_cancel_backend').catch(() => {});
  }

  /** Ends a session and its statement. Waits until the session has ended, unless it is unknown or the server does not respond. */
  private async terminate(
    client: ClientBase,
    login: PostgresLogin,
    ended: Promise<void>,
  ): Promise<void> {
    const signaled = this.signalBackend(client, login, 'pg_terminate_backend');
    await within(
      END_MS,
      signaled.then(exists => (exists ? ended : undefined)),
    );
  }

  /** Calls a signal function for the server process of a session. Returns whether the process exists. */
  private async signalBackend(
    client: ClientBase,
    login: PostgresLogin,
    signalFunction: 'pg_cancel_backend' | 'pg_terminate_backend',
  ): Promise<boolean> {
    // Not in the types of node-postgres.
    const { processID } = client as ClientBase & { processID: number };
    const other = await openClient(login, {
      statementTimeoutMs: QUERY_TIMEOUT_MS,
    });
    try {
      // With the name of the session: behind a pooler the process may serve another client by now.
      const { rows } = await other.query(
        `SELECT ${signalFunction}(pid) FROM pg_stat_activity
          WHERE pid = $1 AND usename = session_user AND application_name = $2`,
        [processID, APPLICATION],
      );
      return rows.length > 0;
    } finally {
      await closeClient(other);
    }
  }
}
