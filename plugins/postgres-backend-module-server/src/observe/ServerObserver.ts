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

/** Longest that a page waits for a standby that may hang. */
const PROBE_TIMEOUT_MS = 2_000;
/** Longest that a reconcile waits for logins. */
const LOGINS_TIMEOUT_MS = 30_000;

/** One database in what was read of its server. */
export interface ServerEvaluation {
  watch: ServerWatch;
  observation: Observation;
  observed: ObservedDatabase;
}

/** Watches every configured server and tells the directory what is there. */
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

  /** Returns at once; what is read goes to `connection`. */
  start(connection: ProviderConnection): void {
    for (const watch of this.#watches.values()) watch.start(connection);
  }

  stop(): void {
    for (const watch of this.#watches.values()) watch.stop();
  }

  /**
   * Reads one database now, tells the directory and returns it.
   *
   * @throws NotFoundError where there is no trace of it; the directory forgets it then.
   */
  async observe(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Database> {
    const { watch, name } = this.locate(ref);
    return watch.observe(name, signal);
  }

  /** Tries every stored login of a server now. Returns after a while, even if some hang. */
  async tryLogins(location: string): Promise<void> {
    const watch = this.#watches.get(location);
    if (watch) await within(LOGINS_TIMEOUT_MS, watch.tryLogin());
  }

  /** Section `health`, read now. */
  async readHealth(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Health> {
    const { watch, name } = this.locate(ref);
    await Promise.all([
      watch.lookAtLogin(name),
      ...watch.connections.server.standbys.map(standby =>
        within(PROBE_TIMEOUT_MS, watch.standbys.ask(standby.name, signal)),
      ),
    ]);
    const { observation, observed } = await this.look(ref, { signal });
    return healthOf(
      { ...observation, sizes: await readSizes(watch.query(signal), name) },
      observed,
    );
  }

  /** Frees the space of backups that may go. */
  async expireBackups(): Promise<void> {
    await Promise.all(this.watches.map(watch => watch.expireBackups()));
  }

  /**
   * One database as it is now.
   *
   * @throws NotFoundError where it does not exist.
   * @throws RecordChangedError where it is not what the caller's rights were judged on.
   */
  async look(
    ref: string,
    { signal, recordVersion }: Partial<ProviderWriteOptions> = {},
  ): Promise<ServerEvaluation> {
    const { watch, name } = this.locate(ref);
    const look = this.#evaluateDatabase(await watch.read(signal, name), ref);
    const { recorded } = look.observed;
    if (
      recordVersion !== undefined &&
      recordVersionOf(recorded) !== recordVersion
    )
      throw new RecordChangedError(ref);
    return look;
  }

  /** Like {@link look}, from memory where it is there: seconds old, or older while the server does not respond. */
  async recall(ref: string, signal?: AbortSignal): Promise<ServerEvaluation> {
    const { watch, name } = this.locate(ref);
    return this.#evaluateDatabase(
      watch.recall(name) ?? (await watch.read(signal, name)),
      ref,
    );
  }

  #evaluateDatabase(observation: Observation, ref: string): ServerEvaluation {
    const [recorded] = observation.records;
    if (!recorded) throw new NotFoundError(`There is no database ${ref}`);
    const { watch } = this.locate(ref);
    return {
      watch,
      observation,
      observed: observedDatabase(observation, recorded, ref),
    };
  }

  /** The watch of the server that a ref names. @throws NotFoundError where no such server is configured. */
  locate(ref: string): { watch: ServerWatch; name: string } {
    const { location, name } = parseDatabaseRef(ref);
    const watch = this.#watches.get(location);
    if (!watch)
      throw new NotFoundError(
        `There is no PostgreSQL server '${location}' in the configuration`,
      );
    return { watch, name };
  }
}
