import { NotFoundError } from '@backstage/errors';
import {
  parseDatabaseRef,
  RecordChangedError,
  type Database,
  type Health,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderCallOptions,
  ProviderConnection,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import { within } from '@pgstage/backstage-plugin-postgres-node/provider';
import { readSizes } from '@pgstage/backstage-plugin-postgres-sql-node';
import { recordVersionOf } from '../record';
import type { ServerConnections } from '../sql';
import { healthOf } from './healthOf';
import {
  observedDatabase,
  type ObservedDatabase,
  type Observation,
} from './observation';
import { ServerWatch, type WatchServices } from './ServerWatch';

/** Longest wait of section `health` for a standby. */
const PROBE_TIMEOUT_MS = 2_000;
/** Longest wait of `reconcile` for the logins of a server. */
const LOGINS_TIMEOUT_MS = 30_000;

/** One database in an observation of its server. */
export interface DatabaseEvaluation {
  watch: ServerWatch;
  observation: Observation;
  observed: ObservedDatabase;
}

/** Watches all configured servers and reports their databases to the directory. */
export class ServerObserver {
  readonly #watches: Map<string, ServerWatch>;

  constructor(servers: ServerConnections[], services: WatchServices) {
    this.#watches = new Map(
      servers.map(connections => [
        connections.server.id,
        new ServerWatch(connections, services),
      ]),
    );
  }

  get watches(): ServerWatch[] {
    return [...this.#watches.values()];
  }

  /** Starts the watches, which report to `connection`. */
  start(connection: ProviderConnection): void {
    for (const watch of this.#watches.values()) watch.start(connection);
  }

  stop(): void {
    for (const watch of this.#watches.values()) watch.stop();
  }

  /**
   * Reads one database from the server, reports it to the directory and returns
   * it.
   *
   * @throws NotFoundError if the database and its record do not exist; it is
   * then removed from the directory
   */
  async observe(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Database> {
    const { watch, name } = this.locate(ref);
    return watch.observe(name, signal);
  }

  /** Checks all stored logins of a server. Waits at most 30 seconds. */
  async checkLogins(location: string): Promise<void> {
    const watch = this.#watches.get(location);
    if (watch) await within(LOGINS_TIMEOUT_MS, watch.checkLogin());
  }

  /** Reads section `health` from the server and its standbys. */
  async readHealth(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Health> {
    const { watch, name } = this.locate(ref);
    await Promise.all([
      watch.recheckLogin(name),
      ...watch.connections.server.standbys.map(standby =>
        within(PROBE_TIMEOUT_MS, watch.standbys.probe(standby.name, signal)),
      ),
    ]);
    const { observation, observed } = await this.read(ref, { signal });
    return healthOf(
      { ...observation, sizes: await readSizes(watch.query(signal), name) },
      observed,
    );
  }

  /** Frees the space of expired backups. */
  async expireBackups(): Promise<void> {
    await Promise.all(this.watches.map(watch => watch.expireBackups()));
  }

  /**
   * Reads one database from the server.
   *
   * @throws NotFoundError if the database and its record do not exist
   * @throws RecordChangedError if the record is not `recordVersion`
   */
  async read(
    ref: string,
    { signal, recordVersion }: Partial<ProviderWriteOptions> = {},
  ): Promise<DatabaseEvaluation> {
    const { watch, name } = this.locate(ref);
    const evaluation = this.#evaluate(await watch.read(signal, name), ref);
    const { recorded } = evaluation.observed;
    if (
      recordVersion !== undefined &&
      recordVersionOf(recorded) !== recordVersion
    )
      throw new RecordChangedError(ref);
    return evaluation;
  }

  /**
   * Returns the database from the last poll, which is older if the server does
   * not respond. Reads it from the server if the last poll does not contain it.
   */
  async readCached(
    ref: string,
    signal?: AbortSignal,
  ): Promise<DatabaseEvaluation> {
    const { watch, name } = this.locate(ref);
    return this.#evaluate(
      watch.cached(name) ?? (await watch.read(signal, name)),
      ref,
    );
  }

  #evaluate(observation: Observation, ref: string): DatabaseEvaluation {
    const [recorded] = observation.records;
    if (!recorded) throw new NotFoundError(`There is no database ${ref}`);
    const { watch } = this.locate(ref);
    return {
      watch,
      observation,
      observed: observedDatabase(observation, recorded, ref),
    };
  }

  /** Returns the watch of the server in a ref. @throws NotFoundError if the server is not configured */
  locate(ref: string): { watch: ServerWatch; name: string } {
    const { location, name } = parseDatabaseRef(ref);
    const watch = this.#watches.get(location);
    if (!watch)
      throw new NotFoundError(
        `No PostgreSQL server '${location}' is configured`,
      );
    return { watch, name };
  }
}
