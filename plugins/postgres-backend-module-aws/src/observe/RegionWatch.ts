import { NotFoundError } from '@backstage/errors';
import {
  type Database,
  type Location,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import {
  Poll,
  TransitionTimes,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { CallOptions, RegionApi } from '../aws';
import type { CredentialPoll } from '../credentials';
import { isPostgres, meaningOf, readInstances } from '../instance';
import { message } from '../messages';
import { readRecord, readRecorded, type RecordedInstance } from '../record';
import { RegionLogins } from '../sql';
import {
  databasesOf,
  find,
  isDatabase,
  type Observation,
  observedDatabase,
} from './observation';
import { PendingChanges } from './PendingChanges';
import { readDetails } from './details';
import { noDetails, type RegionDetails } from './RegionDetails';
import { refOf, toDatabase } from './toDatabase';
import type { WatchServices } from './WatchServices';

/** Timeout of a round, which can have many pages with retries. */
const ROUND_MS = 120_000;
const DETAILS_EVERY_MS = 5 * 60_000;
/** Interval while a snapshot is in progress. */
const SNAPSHOT_EVERY_MS = 30_000;
const RETRY = { firstMs: 2_000, maxMs: 60_000 };

/** Polls one account and region with one list request for all databases, and reports them to the directory. */
export class RegionWatch {
  #transitionTimes = new TransitionTimes();
  #details: RegionDetails = noDetails;
  #last?: Observation;
  #connection?: ProviderConnection;
  /** Error of the last round; undefined if it succeeded. */
  #failure?: string;
  readonly #pending = new PendingChanges();
  /** Whether details changed while they were read. */
  #detailsOutdated = false;
  /** Number of reports of a single database. */
  #reports = 0;
  readonly #polls: Poll[];
  readonly #instances: Poll;
  readonly #slow: Poll;
  readonly #logins: RegionLogins;

  constructor(
    readonly api: RegionApi,
    private readonly services: WatchServices,
    private readonly credentials?: CredentialPoll,
  ) {
    const { id, poll } = api.config;
    const late = () =>
      new UpstreamTimeoutError(
        api.system,
        `it could not be read within ${ROUND_MS / 1000} s`,
        'Backstage tries again',
      );
    this.#instances = new Poll({
      everyMs: () =>
        1000 * (this.#isChanging() ? poll.changingSeconds : poll.idleSeconds),
      timeoutMs: ROUND_MS,
      retry: RETRY,
      late,
      work: signal => this.#readAll(signal),
      failed: ({ message: failure }) => {
        this.#failure = failure;
        // Reported after one failure, because the SDK has already retried the call.
        this.#connection?.unreachable(id, failure);
      },
    });
    this.#slow = new Poll({
      everyMs: () =>
        this.#takesSnapshot() ? SNAPSHOT_EVERY_MS : DETAILS_EVERY_MS,
      timeoutMs: ROUND_MS,
      retry: RETRY,
      late,
      work: signal => this.#readDetails(signal),
      failed: ({ message: failure }) =>
        services.logger.debug(`Details of ${id}: ${failure}`),
    });
    this.#polls = [this.#instances, this.#slow];
    this.#logins = new RegionLogins(api, services, name =>
      this.#loginTried(name),
    );
  }

  /** Starts the polls, which report to `connection`. Does not wait for the first round. */
  start(connection: ProviderConnection): void {
    this.#connection = connection;
    this.#polls.forEach(poll => poll.start());
    this.credentials?.start({
      instances: () => this.#last?.instances,
      changed: () => this.#report(),
    });
  }

  stop(): void {
    this.#polls.forEach(poll => poll.stop());
    this.#logins.stop();
    this.credentials?.stop();
    this.#connection = undefined;
  }

  /** Whether the region responded in the last round; if not, with the reason. Makes no call. */
  get reachability(): Pick<Location, 'reachable' | 'message'> {
    if (this.#failure) return { reachable: false, message: this.#failure };
    return this.#last
      ? { reachable: true }
      : { reachable: false, message: message('reachabilityUnknown').text };
  }

  /** Reads the details now, after a change of snapshots or backups. */
  detailsChanged(): void {
    this.#detailsOutdated = true;
    this.#slow.trigger();
  }

  /**
   * Reads a database and reports it to the directory.
   *
   * @throws NotFoundError if it does not exist, after its removal was reported
   */
  async observe(name: string, options: CallOptions = {}): Promise<Database> {
    const recorded = await this.#read(name, options);
    this.#reports += 1;
    if (!recorded || !isPostgres(recorded.instance)) {
      this.#forget(name);
      throw this.#notFound(name);
    }
    if (!isDatabase(recorded)) {
      this.#connection?.remove(refOf(this.api.config.id, name));
      throw this.#notFound(name);
    }
    const observation = this.#include(recorded);
    const wasChanging = this.#isChanging();
    // The time of the other instances does not change.
    if (this.#last) this.#last = { ...observation, at: this.#last.at };
    this.#checkLogins();
    const database = this.#toDatabase(observation, recorded);
    this.#connection?.upsert(database);
    this.credentials?.observed(observation.instances);
    if (!wasChanging && this.#isChanging()) this.#instances.trigger();
    return database;
  }

  /** Returns a database from the last observation, or reads it. @throws NotFoundError if it does not exist */
  async recall(
    name: string,
    options: CallOptions = {},
  ): Promise<{ observation: Observation; recorded: RecordedInstance }> {
    const known = this.#last && find(this.#last, name);
    const recorded = known ?? (await this.#read(name, options));
    if (!recorded || !isDatabase(recorded)) throw this.#notFound(name);
    if (known) return { observation: this.#last!, recorded };
    return { observation: this.#include(recorded), recorded };
  }

  #notFound(name: string): NotFoundError {
    return new NotFoundError(
      `There is no PostgreSQL database '${name}' in ${this.api.system}`,
    );
  }

  #read(name: string, options: CallOptions) {
    return readRecorded(this.api, name, this.services.signer, options);
  }

  /** Returns the last observation with one instance replaced. */
  #include(recorded: RecordedInstance): Observation {
    const others = (this.#last?.instances ?? []).filter(
      ({ instance }) => instance.identifier !== recorded.instance.identifier,
    );
    return this.#observed([...others, recorded]);
  }

  /** Returns an observation with instances that were just read. */
  #observed(instances: RecordedInstance[]): Observation {
    return {
      config: this.api.config,
      at: new Date().toISOString(),
      instances,
      details: this.#details,
      loginOf: one => this.#logins.of(one),
      entries: this.credentials?.states,
    };
  }

  #checkLogins(): void {
    if (this.#last && this.#connection)
      this.#logins.check(databasesOf(this.#last));
  }

  #loginTried(name: string): void {
    const recorded = this.#last && find(this.#last, name);
    if (recorded)
      this.#connection?.upsert(this.#toDatabase(this.#last!, recorded));
  }

  #forget(name: string): void {
    if (this.#last)
      this.#last = {
        ...this.#last,
        instances: this.#last.instances.filter(
          ({ instance }) => instance.identifier !== name,
        ),
      };
    this.#connection?.remove(refOf(this.api.config.id, name));
  }

  #isChanging(): boolean {
    return (this.#last?.instances ?? []).some(
      ({ instance }) =>
        meaningOf(instance.status)?.kind === 'changing' ||
        instance.secret?.status === 'rotating' ||
        // For some seconds after a change was accepted, the status is still `available`.
        this.#pending.areRecent(instance),
    );
  }

  #takesSnapshot(): boolean {
    const { value = [] } = this.#details.snapshots;
    return value.some(({ status }) => status === 'creating');
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    let instances: RecordedInstance[];
    let reports: number;
    do {
      // Read again if a single database was reported during the read: this list could be older.
      reports = this.#reports;
      const read = await readInstances(this.api.background, { signal });
      instances = await Promise.all(
        read.map(one => readRecord(this.api, one, this.services.signer)),
      );
    } while (reports !== this.#reports);
    if (signal.aborted) return;
    this.#last = this.#observed(instances);
    this.#checkLogins();
    this.#report();
    this.credentials?.observed(instances);
    if (this.#failure) this.#slow.trigger();
    this.#failure = undefined;
  }

  async #readDetails(signal: AbortSignal): Promise<void> {
    do {
      this.#detailsOutdated = false;
      this.#details = await readDetails(this.api.background, this.#details, {
        signal,
      });
    } while (this.#detailsOutdated);
    for (const [part, { error }] of Object.entries(this.#details))
      if (error)
        this.services.logger.debug(
          `Cannot read ${part} of ${this.api.config.id}: ${error}`,
        );
    if (signal.aborted || !this.#last) return;
    this.#last = { ...this.#last, details: this.#details };
    this.#report();
  }

  #report(): void {
    const observation = this.#last;
    if (!observation) return;
    const databases = databasesOf(observation).map(recorded =>
      this.#toDatabase(observation, recorded),
    );
    this.#transitionTimes = new TransitionTimes(
      this.#transitionTimes,
      new Date(),
    );
    this.#connection?.replaceAll(this.api.config.id, databases);
  }

  #toDatabase(observation: Observation, recorded: RecordedInstance): Database {
    return toDatabase(
      observation,
      observedDatabase(observation, recorded),
      this.#transitionTimes,
    );
  }
}
