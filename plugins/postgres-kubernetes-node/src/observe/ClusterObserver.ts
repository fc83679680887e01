import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import { objectKey, type WatchChange } from '../cluster';
import { DatabaseLookup } from '../model/DatabaseLookup';
import type { DatabaseModel } from '../model/DatabaseModel';
import { locationOf } from '../model/DatabaseKey';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import { Deadlines } from './Deadlines';
import { MINUTE } from './EvaluationTime';

/** The result of an evaluation. @public */
export interface Evaluation<TPrevious> {
  database: Database;
  /** Passed to the next evaluation. */
  previousState: TPrevious;
  /** When to evaluate again at the latest, in milliseconds; Infinity: at its next change. */
  recheckAt: number;
}

/** How a provider evaluates its databases. @public */
export interface DatabaseMapper<TSnapshot, TPrevious> {
  /** The previous state of a database that has not been evaluated. */
  noPreviousState: TPrevious;
  /** Pure: sends no request and modifies no argument. */
  evaluate(
    snapshot: TSnapshot,
    now: Date,
    previousState: TPrevious,
  ): Evaluation<TPrevious>;
  /** Called after each evaluation. */
  evaluated?(snapshot: TSnapshot): void;
  /** Called when a database no longer exists. */
  removed?(key: string, uid: string): void;
  /** Called when the observer stops. */
  stop?(): void;
}

/** Certificates expire, schedules become due, and the recovery window moves on without a change of any object. */
const RECHECK_MS = 10 * MINUTE;

/**
 * Evaluates the databases of one Kubernetes cluster: those whose objects
 * changed, and those whose deadline has passed.
 *
 * @public
 */
export class ClusterObserver<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
  TPrevious,
> {
  readonly #lookup: DatabaseLookup<TSnapshot, Context>;
  readonly #previousStates = new Map<
    string,
    { uid: string; previousState: TPrevious }
  >();
  readonly #deadlines: Deadlines;
  /** Namespaces that were reported as read. */
  readonly #reportedNamespaces = new Set<string>();
  #statuses?: string;
  #unreachable?: string;
  #connection?: ProviderConnection;
  #stopListening?: () => void;

  constructor(
    private readonly context: Context,
    private readonly model: DatabaseModel<TSnapshot, Context>,
    private readonly mapper: DatabaseMapper<TSnapshot, TPrevious>,
    private readonly now: () => Date,
  ) {
    this.#lookup = new DatabaseLookup([context], model);
    this.#deadlines = new Deadlines(now, keys => this.#reportEach(keys));
  }

  start(connection: ProviderConnection): void {
    this.#connection = connection;
    this.#stopListening = this.context.onChange(change =>
      this.#changed(change),
    );
  }

  stop(): void {
    this.#stopListening?.();
    this.#deadlines.stop();
    this.mapper.stop?.();
    this.#connection = undefined;
  }

  /** Evaluates one database from the cache. @throws NotFoundError */
  observe(ref: string): Database {
    const snapshot = this.#lookup.get(ref);
    return this.#map(objectKey(snapshot.cluster))!;
  }

  /** Returns the state of the last evaluation. @throws NotFoundError */
  previousStateOf(ref: string): TPrevious {
    const { cluster } = this.#lookup.get(ref);
    return this.#previousStateOf(objectKey(cluster), cluster.uid);
  }

  /**
   * Updates the state of a database, evaluates it again if the state changed,
   * and returns the state.
   *
   * @param update - returns the same value if nothing changes
   * @throws NotFoundError
   */
  updateState(
    ref: string,
    update: (snapshot: TSnapshot, previousState: TPrevious) => TPrevious,
  ): TPrevious {
    const snapshot = this.#lookup.get(ref);
    const { uid } = snapshot.cluster;
    const key = objectKey(snapshot.cluster);
    const before = this.#previousStateOf(key, uid);
    const previousState = update(snapshot, before);
    if (previousState !== before) {
      this.#previousStates.set(key, { uid, previousState });
      this.#reportEach([key]);
    }
    return this.#previousStateOf(key, uid);
  }

  #changed({ keys, statusChanged }: WatchChange): void {
    if (!this.context.settled) return;
    if (statusChanged && this.#statusChanged()) return;
    this.#reportEach(keys);
  }

  /** While databases cannot be read, none is evaluated; all are reported afterwards. */
  #reportEach(keys: Iterable<string>): void {
    if (this.#unreachable !== undefined) return;
    for (const key of keys) this.#logErrors(key, () => this.#report(key));
  }

  /** An error in one database must not hide the others. */
  #logErrors(key: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.context.logger.error(`Could not map ${key}`, error as Error);
    }
  }

  /** Returns whether all databases were reported. */
  #statusChanged(): boolean {
    const { watch } = this.context;
    const { clusters } = this.model.kinds;
    const { status, message } = watch.status(clusters);
    const problem =
      status === 'ok' || status === 'notServed'
        ? undefined
        : `${message ?? status}`;
    if (problem !== undefined) {
      if (problem !== this.#unreachable) {
        this.#unreachable = problem;
        const { plural, group } = clusters.resource;
        const text = `Kubernetes cluster '${this.context.name}': ${plural}.${group} ${status}: ${problem}`;
        this.#locations().forEach(location =>
          this.#connection?.unreachable(location, text),
        );
      }
      return false;
    }
    const statuses = JSON.stringify(
      watch.statuses().map(({ status: kind }) => kind.status),
    );
    const isNew =
      !this.#reportedNamespaces.size ||
      this.#unreachable !== undefined ||
      statuses !== this.#statuses;
    this.#unreachable = undefined;
    this.#statuses = statuses;
    if (isNew) this.#reportAll();
    return isNew;
  }

  #reportAll(): void {
    const byLocation = new Map<string, Database[]>(
      this.#locations().map(location => [location, []]),
    );
    for (const { value } of this.#databases().values()) {
      const key = objectKey(value);
      this.#logErrors(key, () => {
        const database = this.#map(key);
        if (database) byLocation.get(database.location)?.push(database);
      });
    }
    byLocation.forEach((databases, location) =>
      this.#connection?.replaceAll(location, databases),
    );
  }

  #databases() {
    return this.context.watch.store(this.model.kinds.clusters);
  }

  /** Returns locations that have, may have or had databases. */
  #locations(): string[] {
    const stored = [...this.#databases().values()].map(
      ({ value }) => value.namespace,
    );
    [...this.context.config.namespaces, ...stored].forEach(namespace =>
      this.#reportedNamespaces.add(namespace),
    );
    return [...this.#reportedNamespaces].map(namespace =>
      locationOf({ cluster: this.context.name, namespace }),
    );
  }

  #report(key: string): void {
    const database = this.#map(key);
    if (!database) {
      this.#forget(key);
      return;
    }
    const { namespace } = idOf(key);
    if (this.#reportedNamespaces.has(namespace)) {
      this.#connection?.upsert(database);
    } else {
      this.#reportedNamespaces.add(namespace);
      this.#connection?.replaceAll(database.location, [database]);
    }
  }

  /** Dependents can outlive their database or exist before it. */
  #forget(key: string): void {
    const known = this.#previousStates.get(key);
    if (!known) return;
    this.#previousStates.delete(key);
    this.mapper.removed?.(key, known.uid);
    this.#deadlines.delete(key);
    this.#connection?.remove(
      this.model.refOf({ cluster: this.context.name, ...idOf(key) }),
    );
  }

  #map(key: string): Database | undefined {
    const snapshot = this.#find(key);
    if (!snapshot) return undefined;
    const { uid } = snapshot.cluster;
    const now = this.now();
    const { database, previousState, recheckAt } = this.mapper.evaluate(
      snapshot,
      now,
      this.#previousStateOf(key, uid),
    );
    this.#previousStates.set(key, { uid, previousState });
    this.mapper.evaluated?.(snapshot);
    // Spread over time.
    const latest = now.getTime() + RECHECK_MS * (0.5 + Math.random() / 2);
    this.#deadlines.set(key, Math.min(recheckAt, latest));
    return database;
  }

  #find(key: string): TSnapshot | undefined {
    const cluster = this.#databases().get(idOf(key));
    return cluster && this.model.find(this.context, cluster);
  }

  /** A new database with the name of a deleted one starts without a previous state. */
  #previousStateOf(key: string, uid: string): TPrevious {
    const known = this.#previousStates.get(key);
    return known?.uid === uid
      ? known.previousState
      : this.mapper.noPreviousState;
  }
}

function idOf(key: string): { namespace: string; name: string } {
  const [namespace, name] = key.split('/');
  return { namespace, name };
}
