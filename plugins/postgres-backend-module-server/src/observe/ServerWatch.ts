import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  stringifyDatabaseRef,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialStore,
  ProviderConnection,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  Poll,
  TransitionTimes,
  within,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { BaseBackups } from '../backups/BaseBackups';
import { Dumps } from '../backups/Dumps';
import { Preflight } from '../preflight';
import type { ServerConnections } from '../sql';
import { CredentialReferences } from './CredentialReferences';
import { LoginChecks } from './LoginChecks';
import { observedDatabase, type Observation } from './observation';
import { ServerReader } from './ServerReader';
import { noAnswer, StandbyProbes } from './StandbyProbes';
import { toDatabase } from './toDatabase';

const FAST = { everyMs: 2_000, timeoutMs: 2_500 };
/** Sizes and backups cost the server more than they change. */
const SLOW = { everyMs: 60_000, timeoutMs: 30_000 };
/** Each round tries what is due, which is little. */
const LOGINS = { everyMs: 5_000, timeoutMs: 60_000 };
/** Longest that an answer waits for a login that hangs. */
const LOGIN_WAIT_MS = 2_000;
/** Somebody who looks again and again makes no more logins than this. */
const LOGIN_AGE_MS = 10_000;
/** One failure may be a hiccup; banners that come and go help nobody. */
const FAILURES_UNTIL_UNREACHABLE = 2;

/** What a watch needs of its surroundings. */
export interface WatchServices {
  logger: LoggerService;
  /** @throws where there is no such store. */
  credentialStore(id: string): CredentialStore;
  signer: RecordSigner;
}

/** Keeps what is known of one server and its standbys up to date. */
export class ServerWatch {
  readonly baseBackups: BaseBackups;
  readonly dumps: Dumps;
  readonly standbys: StandbyProbes;
  readonly preflight: Preflight;
  #memory = new TransitionTimes();
  readonly #logins: LoginChecks;
  readonly #reader: ServerReader;
  #polls: Poll[] = [];
  #slow?: Poll;
  #fast?: Poll;
  #tried?: Poll;
  #connection?: ProviderConnection;
  /** What the last round read. */
  #last?: Observation;
  /** Whether the last round was read. */
  #answers = false;
  /** How often a single database was told. */
  #told = 0;

  constructor(
    readonly connections: ServerConnections,
    private readonly services: WatchServices,
  ) {
    this.baseBackups = new BaseBackups(connections, services.logger);
    this.dumps = new Dumps(connections.server, services.logger);
    this.standbys = new StandbyProbes(connections);
    this.preflight = new Preflight(connections, services.logger);
    this.#logins = new LoginChecks(connections.server, services);
    this.#reader = new ServerReader(connections, services, {
      baseBackups: this.baseBackups,
      dumps: this.dumps,
      standbys: this.standbys,
      logins: this.#logins,
      credentials: new CredentialReferences(services, name => this.ref(name)),
    });
  }

  /** Ref of one of the server's databases. */
  ref(name: string): string {
    return stringifyDatabaseRef({
      provider: 'server',
      location: this.#id,
      name,
    });
  }

  start(connection: ProviderConnection): void {
    this.#connection = connection;
    this.preflight.start();
    this.#slow = new Poll({
      ...SLOW,
      late: () => noAnswer(this.#system),
      work: signal => this.#readSlow(signal),
      failed: error =>
        this.services.logger.debug(
          `Sizes and backups of ${this.#id}: ${error.message}`,
        ),
    });
    this.#tried = new Poll({
      ...LOGINS,
      late: () => noAnswer(this.#system),
      work: () => this.#tryLogins(),
      failed: error =>
        this.services.logger.debug(`Logins of ${this.#id}: ${error.message}`),
    });
    this.#fast = new Poll({
      ...FAST,
      late: () => noAnswer(this.#system),
      work: signal => this.#push(signal),
      failed: (error, inARow) => {
        this.#answers = false;
        if (inARow >= FAILURES_UNTIL_UNREACHABLE)
          connection.unreachable(this.#id, error.message);
      },
    });
    this.#polls = [
      this.#fast,
      this.#slow,
      this.#tried,
      ...this.standbys.polls(FAST),
    ];
    this.#polls.forEach(poll => poll.start());
  }

  stop(): void {
    this.#polls.forEach(poll => poll.stop());
    this.dumps.stop();
    this.#connection = undefined;
  }

  /** Backups have changed: read them now. */
  backupsChanged(): void {
    this.#slow?.soon();
  }

  /** Frees the space of backups that may go. */
  async expireBackups(): Promise<void> {
    try {
      await this.baseBackups.expire();
      await this.dumps.expireAll();
    } catch (error) {
      this.services.logger.warn(
        `Could not remove old backups of ${this.#system}: ${
          (error as Error).message
        }`,
      );
    }
  }

  /** Tries the login of one database, or of all, whenever they were tried last; then tells the directory. */
  async tryLogin(name?: string, olderThanMs = 0): Promise<void> {
    const { server, records } = await this.read(undefined, name);
    await this.#logins.try(records, server.startedAt, olderThanMs);
    this.#fast?.soon();
  }

  /** Tries a login that somebody looks at, unless that was done just now. Returns after a while, even if it hangs. */
  async lookAtLogin(name: string): Promise<void> {
    await within(LOGIN_WAIT_MS, this.tryLogin(name, LOGIN_AGE_MS));
  }

  /** Reads one database now, tries its login and tells the directory. @throws NotFoundError where there is no trace of it. */
  async observe(name: string, signal?: AbortSignal): Promise<Database> {
    await within(LOGIN_WAIT_MS, this.tryLogin(name));
    const observation = await this.read(signal, name);
    await this.#reader.readSize(this.query(signal), name);
    const [recorded] = observation.records;
    const ref = this.ref(name);
    this.#told += 1;
    if (!recorded) {
      this.#connection?.remove(ref);
      throw new NotFoundError(
        `There is no database '${name}' on ${this.#system}`,
      );
    }
    const database = toDatabase(
      observation,
      observedDatabase(observation, recorded, ref),
      this.#memory,
    );
    this.#connection?.upsert(database);
    return database;
  }

  /** Everything of the server, with all databases or one. */
  read(signal?: AbortSignal, name?: string): Promise<Observation> {
    return this.#reader.read(this.query(signal), name);
  }

  /** What the last round read, if it read this database. */
  recall(name: string): Observation | undefined {
    const records = this.#last?.records.filter(
      recorded => recorded.name === name,
    );
    return this.#last && records?.length
      ? { ...this.#last, records }
      : undefined;
  }

  query(signal?: AbortSignal): Query {
    return (text, values) => this.connections.query(text, values, { signal });
  }

  get #id(): string {
    return this.connections.server.id;
  }

  get #system(): string {
    return `PostgreSQL server ${this.#id}`;
  }

  async #push(signal: AbortSignal): Promise<void> {
    let observation: Observation;
    let round: number;
    do {
      // A list that was read before a single database was told would take that one back.
      round = this.#told;
      observation = await this.read(signal);
    } while (round !== this.#told);
    if (signal.aborted) return;
    this.#last = observation;
    this.#answers = true;
    this.#logins.keep(observation.records);
    this.#tried?.soon();
    const databases = observation.records.map(recorded =>
      toDatabase(
        observation,
        observedDatabase(observation, recorded, this.ref(recorded.name)),
        this.#memory,
      ),
    );
    this.#memory = new TransitionTimes(this.#memory, new Date());
    this.#connection?.replaceAll(this.#id, databases);
    if (
      observation.records.some(
        ({ name, exists }) => exists && !this.#reader.knows(name),
      )
    )
      this.#slow?.soon();
  }

  async #readSlow(signal: AbortSignal): Promise<void> {
    await this.#reader.readSlow(this.query(signal));
    await this.preflight.check(signal);
  }

  async #tryLogins(): Promise<void> {
    if (!this.#answers || !this.#last) return;
    const { records, server } = this.#last;
    const tried = await this.#logins.try(records, server.startedAt);
    if (tried) this.#fast?.soon();
  }
}
