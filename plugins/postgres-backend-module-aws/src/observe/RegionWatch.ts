import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  type Database,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderConnection,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  Poll,
  TransitionTimes,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { CallOptions, RegionApi } from '../aws';
import {
  isPostgres,
  meaningOf,
  readInstance,
  readInstances,
} from '../instance';
import { readRecord, type RecordedInstance } from '../record';
import { databasesOf, type Observation, observedDatabase } from './observation';
import { readDetails } from './readDetails';
import { noDetails, type RegionDetails } from './RegionDetails';
import { refOf, toDatabase } from './toDatabase';

/** Longest that a round may take: many pages, each with its retries. */
const ROUND_MS = 120_000;
const DETAILS_EVERY_MS = 5 * 60_000;
/** While a snapshot is taken. */
const SNAPSHOT_EVERY_MS = 30_000;
const RETRY = { firstMs: 2_000, maxMs: 60_000 };

/** What a watch needs of its surroundings. */
export interface WatchServices {
  signer: RecordSigner;
  logger: LoggerService;
}

/** Observes one account and region, with one shared listing for all databases. */
export class RegionWatch {
  #memory = new TransitionTimes();
  #details: RegionDetails = noDetails;
  #last?: Observation;
  #connection?: ProviderConnection;
  /** The last round failed, and so may have the details. */
  #failing = false;
  /** Details have changed since they began to be read. */
  #detailsOutdated = false;
  /** How often a single database was reported. */
  #reported = 0;
  readonly #polls: Poll[];
  readonly #instances: Poll;
  readonly #slow: Poll;

  constructor(
    readonly api: RegionApi,
    private readonly services: WatchServices,
  ) {
    const { id, poll } = api.config;
    const late = () =>
      new UpstreamTimeoutError(
        api.system,
        `it was not read within ${ROUND_MS / 1000} s`,
        'It is read again',
      );
    this.#instances = new Poll({
      everyMs: () =>
        1000 * (this.#isChanging() ? poll.changingSeconds : poll.idleSeconds),
      timeoutMs: ROUND_MS,
      retry: RETRY,
      late,
      work: signal => this.#readAll(signal),
      failed: ({ message }) => {
        this.#failing = true;
        // The SDK has repeated the call already.
        this.#connection?.unreachable(id, message);
      },
    });
    this.#slow = new Poll({
      everyMs: () =>
        this.#takesSnapshot() ? SNAPSHOT_EVERY_MS : DETAILS_EVERY_MS,
      timeoutMs: ROUND_MS,
      retry: RETRY,
      late,
      work: signal => this.#readDetails(signal),
      failed: ({ message }) =>
        services.logger.debug(`Details of ${id}: ${message}`),
    });
    this.#polls = [this.#instances, this.#slow];
  }

  /** Returns at once; what is read goes to `connection`. */
  start(connection: ProviderConnection): void {
    this.#connection = connection;
    this.#polls.forEach(poll => poll.start());
  }

  stop(): void {
    this.#polls.forEach(poll => poll.stop());
    this.#connection = undefined;
  }

  /** When the region was read last; undefined if the last attempt failed. */
  get reachableAt(): string | undefined {
    return this.#failing ? undefined : this.#last?.at;
  }

  /** Reads snapshots and the like again: they have changed. */
  detailsChanged(): void {
    this.#detailsOutdated = true;
    this.#slow.trigger();
  }

  /** Reads the instance with an identifier and its record; undefined if there is none. Returns those of other engines, too. */
  async read(
    name: string,
    options: CallOptions = {},
  ): Promise<RecordedInstance | undefined> {
    const instance = await readInstance(this.api, name, options);
    return instance && this.#recorded(instance);
  }

  /**
   * Reads a database and reports it.
   *
   * @throws NotFoundError if it does not exist, which is reported
   */
  async observe(name: string, options: CallOptions = {}): Promise<Database> {
    const recorded = await this.read(name, options);
    this.#reported += 1;
    if (!recorded || !isPostgres(recorded.instance)) {
      this.#forget(name);
      throw this.#notFound(name);
    }
    const observation = this.#include(recorded);
    const database = this.#toDatabase(observation, recorded);
    const wasChanging = this.#isChanging();
    // The others were not read now.
    if (this.#last) this.#last = { ...observation, at: this.#last.at };
    this.#connection?.upsert(database);
    if (!wasChanging && this.#isChanging()) this.#instances.trigger();
    return database;
  }

  /** Returns a database as it was read last, or reads it. @throws NotFoundError if it does not exist */
  async recall(
    name: string,
    options: CallOptions = {},
  ): Promise<{ observation: Observation; recorded: RecordedInstance }> {
    const known = this.#last && find(this.#last, name);
    if (known) return { observation: this.#last!, recorded: known };
    const recorded = await this.read(name, options);
    if (!recorded || !isPostgres(recorded.instance)) throw this.#notFound(name);
    return { observation: this.#include(recorded), recorded };
  }

  #notFound(name: string): NotFoundError {
    return new NotFoundError(
      `There is no PostgreSQL instance '${name}' in ${this.api.system}`,
    );
  }

  #recorded(instance: RecordedInstance['instance']) {
    return readRecord(this.api.config, instance, this.services.signer);
  }

  /** The last observation with one instance as it is now. */
  #include(recorded: RecordedInstance): Observation {
    const others = (this.#last?.instances ?? []).filter(
      ({ instance }) => instance.identifier !== recorded.instance.identifier,
    );
    return {
      config: this.api.config,
      at: new Date().toISOString(),
      instances: [...others, recorded],
      details: this.#details,
    };
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
      ({ instance: { status, pending } }) =>
        meaningOf(status)?.kind === 'changing' ||
        // Right after a change the status is still `available`.
        pending.length > 0,
    );
  }

  #takesSnapshot(): boolean {
    const { value = [] } = this.#details.snapshots;
    return value.some(({ status }) => status === 'creating');
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    let instances: RecordedInstance[];
    let reported: number;
    do {
      // A list that was read before a single database was reported would take that one back.
      reported = this.#reported;
      const read = await readInstances(this.api, { signal });
      instances = await Promise.all(read.map(one => this.#recorded(one)));
    } while (reported !== this.#reported);
    if (signal.aborted) return;
    this.#last = {
      config: this.api.config,
      at: new Date().toISOString(),
      instances,
      details: this.#details,
    };
    this.#report();
    if (this.#failing) this.#slow.trigger();
    this.#failing = false;
  }

  async #readDetails(signal: AbortSignal): Promise<void> {
    do {
      this.#detailsOutdated = false;
      this.#details = await readDetails(this.api, this.#details, { signal });
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
    const observation = this.#last!;
    const databases = databasesOf(observation).map(recorded =>
      this.#toDatabase(observation, recorded),
    );
    this.#memory = new TransitionTimes(this.#memory, new Date());
    this.#connection?.replaceAll(this.api.config.id, databases);
  }

  #toDatabase(observation: Observation, recorded: RecordedInstance): Database {
    return toDatabase(
      observation,
      observedDatabase(observation, recorded),
      this.#memory,
    );
  }
}

function find({ instances }: Observation, name: string) {
  return instances.find(({ instance }) => instance.identifier === name);
}
