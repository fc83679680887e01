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
import { readRecords } from '../record';
import type { ServerConnections } from '../sql';
import { CredentialReferences } from './CredentialReferences';
import { LoginChecks } from './LoginChecks';
import { observedDatabase, type Observation } from './observation';
import { ServerReader } from './ServerReader';
import { StandbyProbes, timeoutError } from './StandbyProbes';
import { toDatabase } from './toDatabase';

const FAST = {
  everyMs: 2_000,
  timeoutMs: 2_500,
  // Limits how long a page shows the server as unreachable after it is back.
  retry: { firstMs: 500, maxMs: 2_500 },
};
/** Sizes and backups are expensive to read and change rarely. */
const SLOW = { everyMs: 60_000, timeoutMs: 30_000 };
/** Each round checks only the logins that are due. */
const LOGINS = { everyMs: 5_000, timeoutMs: 60_000 };
/** Longest wait of a response for a login check. */
const LOGIN_WAIT_MS = 2_000;
/** Minimum age of a login check before section `health` repeats it. */
const LOGIN_AGE_MS = 10_000;
/** A single failure can be transient. */
const FAILURES_UNTIL_UNREACHABLE = 2;

/** The services that a watch requires. */
export interface WatchServices {
  logger: LoggerService;
  /** @throws NotFoundError for an unknown store */
  credentialStore(id: string): CredentialStore;
  signer: RecordSigner;
  /** The current time. Tests can replace it. */
  now: () => Date;
}

/** Polls one server and its standbys, and reports its databases to the directory. */
export class ServerWatch {
  readonly baseBackups: BaseBackups;
  readonly dumps: Dumps;
  readonly standbys: StandbyProbes;
  readonly preflight: Preflight;
  #transitionTimes = new TransitionTimes();
  readonly #logins: LoginChecks;
  readonly #reader: ServerReader;
  #polls: Poll[] = [];
  #slow?: Poll;
  #fast?: Poll;
  #loginPoll?: Poll;
  #connection?: ProviderConnection;
  /** Observation of the last successful fast round. */
  #last?: Observation;
  /** Whether the last fast round was successful. */
  #isReachable = false;
  /** Number of reports of a single database. */
  #reports = 0;

  constructor(
    readonly connections: ServerConnections,
    private readonly services: WatchServices,
  ) {
    this.baseBackups = new BaseBackups(connections, services);
    this.dumps = new Dumps(connections.server, services);
    this.standbys = new StandbyProbes(connections, services);
    this.preflight = new Preflight(connections, services.logger, {
      baseBackups: this.baseBackups,
      dumps: this.dumps,
    });
    this.#logins = new LoginChecks(connections.server, services);
    this.#reader = new ServerReader(connections, services, {
      baseBackups: this.baseBackups,
      dumps: this.dumps,
      standbys: this.standbys,
      logins: this.#logins,
      credentials: new CredentialReferences(services, name => this.ref(name)),
    });
  }

  /** Returns the ref of a database of the server. */
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
      late: () => timeoutError(this.#system),
      work: signal => this.#readSlow(signal),
      failed: error =>
        this.services.logger.debug(
          `Could not read sizes and backups of ${this.#system}: ${
            error.message
          }`,
        ),
    });
    this.#loginPoll = new Poll({
      ...LOGINS,
      late: () => timeoutError(this.#system),
      work: () => this.#checkLogins(),
      failed: error =>
        this.services.logger.debug(
          `Could not check the logins of ${this.#system}: ${error.message}`,
        ),
    });
    this.#fast = new Poll({
      ...FAST,
      late: () => timeoutError(this.#system),
      work: signal => this.#report(signal),
      failed: (error, consecutive) => {
        this.#isReachable = false;
        if (consecutive >= FAILURES_UNTIL_UNREACHABLE)
          connection.unreachable(this.#id, error.message);
      },
    });
    this.#polls = [
      this.#fast,
      this.#slow,
      this.#loginPoll,
      ...this.standbys.polls(FAST),
    ];
    this.#polls.forEach(poll => poll.start());
  }

  stop(): void {
    this.#polls.forEach(poll => poll.stop());
    this.dumps.stop();
    this.#connection = undefined;
  }

  /** Reads the backups now, after a change. */
  backupsChanged(): void {
    this.#slow?.trigger();
  }

  /** Frees the space of expired backups. A failure is logged and becomes a notice. */
  async expireBackups(): Promise<void> {
    const failed = (error: Error) =>
      this.services.logger.warn(
        `Could not remove expired backups of ${this.#system}: ${error.message}`,
      );
    await this.baseBackups.expire().catch(failed);
    await this.#expireDumps().catch(failed);
  }

  /** Checks the login of one database, or of all, and reports the result to the directory. */
  async checkLogin(name?: string, olderThanMs = 0): Promise<void> {
    const { server, records } = await this.read(undefined, name);
    await this.#logins.check(records, server.startedAt, olderThanMs);
    this.#fast?.trigger();
  }

  /** Checks the login of a database unless that happened in the last seconds. Waits at most 2 seconds. */
  async recheckLogin(name: string): Promise<void> {
    await within(LOGIN_WAIT_MS, this.checkLogin(name, LOGIN_AGE_MS));
  }

  /**
   * Reads one database, checks its login and reports it to the directory.
   *
   * @throws NotFoundError if the database and its record do not exist
   */
  async observe(name: string, signal?: AbortSignal): Promise<Database> {
    await within(LOGIN_WAIT_MS, this.checkLogin(name));
    const observation = await this.read(signal, name);
    await this.#reader.readSize(this.query(signal), name);
    const [recorded] = observation.records;
    const ref = this.ref(name);
    this.#reports += 1;
    if (!recorded) {
      this.#connection?.remove(ref);
      throw new NotFoundError(
        `There is no database '${name}' on ${this.#system}`,
      );
    }
    const database = toDatabase(
      observation,
      observedDatabase(observation, recorded, ref),
      this.#transitionTimes,
      this.services.now(),
    );
    this.#connection?.upsert(database);
    return database;
  }

  /** Reads the server with all its databases, or only the named one. */
  read(signal?: AbortSignal, name?: string): Promise<Observation> {
    return this.#reader.read(this.query(signal), name);
  }

  /** Returns the observation of the last poll, if it contains this database. */
  cached(name: string): Observation | undefined {
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

  async #report(signal: AbortSignal): Promise<void> {
    let observation: Observation;
    let reports: number;
    do {
      // Read again if a single database was reported meanwhile: this list could be older.
      reports = this.#reports;
      observation = await this.read(signal);
    } while (reports !== this.#reports);
    if (signal.aborted) return;
    const now = this.services.now();
    this.#last = observation;
    this.#isReachable = true;
    this.#logins.retain(observation.records);
    this.#loginPoll?.trigger();
    const databases = observation.records.map(recorded =>
      toDatabase(
        observation,
        observedDatabase(observation, recorded, this.ref(recorded.name)),
        this.#transitionTimes,
        now,
      ),
    );
    this.#transitionTimes = new TransitionTimes(this.#transitionTimes, now);
    this.#connection?.replaceAll(this.#id, databases);
    if (
      observation.records.some(
        ({ name, exists }) => exists && !this.#reader.includes(name),
      )
    )
      this.#slow?.trigger();
  }

  async #readSlow(signal: AbortSignal): Promise<void> {
    await this.#reader.readSlow(this.query(signal));
    await this.preflight.check(signal);
  }

  async #expireDumps(): Promise<void> {
    if (!this.connections.server.dumps) return;
    const records = await readRecords(this.query(), this.services.signer);
    await this.dumps.expireAll(
      new Map(
        records.flatMap(({ name, record }): [string, string][] =>
          record ? [[name, record.created.at]] : [],
        ),
      ),
    );
  }

  async #checkLogins(): Promise<void> {
    if (!this.#isReachable || !this.#last) return;
    const { records, server } = this.#last;
    const checked = await this.#logins.check(records, server.startedAt);
    if (checked) this.#fast?.trigger();
  }
}
