import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import {
  objectKey,
  type WatchChange,
  Deadlines,
  locationOf,
  MINUTE,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  clusterKind,
  findParts,
  refOf,
  type ClusterContext,
  type FoundDatabase,
  type Lookup,
} from '../model';
import { ArchiverPoll } from './ArchiverPoll';
import { learnFrom, type Probes } from './health/readHealth';
import { NO_PAST, type Past } from './Past';
import { look } from './toDatabase';

/** Certificates come to their end, schedules fall due, and the recovery window moves on, without any object changing. */
const RECHECK_MS = 10 * MINUTE;

/** Maps the databases of one Kubernetes cluster: those whose objects changed, and those whose time has come. */
export class ClusterObserver {
  readonly #pasts = new Map<string, { uid: string; past: Past }>();
  readonly #deadlines: Deadlines;
  readonly #poll: ArchiverPoll;
  /** Namespaces that were told as read. */
  readonly #told = new Set<string>();
  #unseen?: string;
  #unreachable?: string;
  #connection?: ProviderConnection;
  #stopListening?: () => void;

  constructor(
    private readonly context: ClusterContext,
    private readonly lookup: Lookup,
    private readonly now: () => Date,
  ) {
    this.#deadlines = new Deadlines(now, keys => this.#tellEach(keys));
    this.#poll = new ArchiverPoll(context, key => this.#find(key), now);
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
    this.#poll.stop();
    this.#connection = undefined;
  }

  observe(ref: string): Database {
    const found = this.lookup.get(ref);
    return this.#map(objectKey(found.cluster))!;
  }

  /** Takes what the instances of a database say, and tells of it where that is news. Returns what is remembered. @throws NotFoundError */
  learn(ref: string, probes: Probes): Past {
    const found = this.lookup.get(ref);
    const { uid } = found.cluster;
    const key = objectKey(found.cluster);
    const past = this.#pastOf(key, uid);
    const doubts = learnFrom(found, probes, past.doubts);
    if (doubts !== past.doubts) {
      this.#pasts.set(key, { uid, past: { ...past, doubts } });
      this.#tellEach([key]);
    }
    return this.#pastOf(key, uid);
  }

  #changed({ keys, statusChanged }: WatchChange): void {
    if (!this.context.settled) return;
    if (statusChanged && this.#statusChanged()) return;
    this.#tellEach(keys);
  }

  /** While Clusters cannot be read nothing new is known of any database; all are told afterwards. */
  #tellEach(keys: Iterable<string>): void {
    if (this.#unreachable !== undefined) return;
    for (const key of keys) this.#alone(key, () => this.#tell(key));
  }

  /** One strange database must not hide the others. */
  #alone(key: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.context.logger.error(`Could not map ${key}`, error as Error);
    }
  }

  /** Whether that told everything. */
  #statusChanged(): boolean {
    const { watch } = this.context;
    const { status, message } = watch.status(clusterKind);
    const problem =
      status === 'ok' || status === 'notServed'
        ? undefined
        : `${message ?? status}`;
    if (problem !== undefined) {
      if (problem !== this.#unreachable) {
        this.#unreachable = problem;
        const text = `Kubernetes cluster '${this.context.name}': clusters.postgresql.cnpg.io ${status}: ${problem}`;
        this.#locations().forEach(location =>
          this.#connection?.unreachable(location, text),
        );
      }
      return false;
    }
    const unseen = JSON.stringify(
      watch.statuses().map(({ status: kind }) => kind.status),
    );
    const isNew =
      !this.#told.size ||
      this.#unreachable !== undefined ||
      unseen !== this.#unseen;
    this.#unreachable = undefined;
    this.#unseen = unseen;
    if (isNew) this.#tellAll();
    return isNew;
  }

  #tellAll(): void {
    const byLocation = new Map<string, Database[]>(
      this.#locations().map(location => [location, []]),
    );
    for (const { value } of this.context.watch.store(clusterKind).values()) {
      const key = objectKey(value);
      this.#alone(key, () => {
        const database = this.#map(key);
        if (database) byLocation.get(database.location)?.push(database);
      });
    }
    byLocation.forEach((databases, location) =>
      this.#connection?.replaceAll(location, databases),
    );
  }

  /** Where databases are, may be made, or were. */
  #locations(): string[] {
    const stored = [...this.context.watch.store(clusterKind).values()].map(
      ({ value }) => value.namespace,
    );
    [...this.context.config.namespaces, ...stored].forEach(namespace =>
      this.#told.add(namespace),
    );
    return [...this.#told].map(namespace =>
      locationOf({ cluster: this.context.name, namespace }),
    );
  }

  #tell(key: string): void {
    const database = this.#map(key);
    if (!database) {
      this.#forget(key);
      return;
    }
    const { namespace } = idOf(key);
    if (this.#told.has(namespace)) {
      this.#connection?.upsert(database);
    } else {
      this.#told.add(namespace);
      this.#connection?.replaceAll(database.location, [database]);
    }
  }

  /** Parts outlive their Cluster, or come before it: they are of no database. */
  #forget(key: string): void {
    const known = this.#pasts.get(key);
    if (!known) return;
    this.#pasts.delete(key);
    this.context.archivers.delete(known.uid);
    this.#poll.forget(key);
    this.#deadlines.delete(key);
    this.#connection?.remove(
      refOf({ cluster: this.context.name, ...idOf(key) }),
    );
  }

  #map(key: string): Database | undefined {
    const found = this.#find(key);
    if (!found) return undefined;
    const { uid } = found.cluster;
    const now = this.now();
    const { database, past, recheckAt } = look(
      found,
      now,
      this.#pastOf(key, uid),
    );
    this.#pasts.set(key, { uid, past });
    this.#poll.seen(found);
    // Not all in the same second.
    const latest = now.getTime() + RECHECK_MS * (0.5 + Math.random() / 2);
    this.#deadlines.set(key, Math.min(recheckAt, latest));
    return database;
  }

  #find(key: string): FoundDatabase | undefined {
    const cluster = this.context.watch.store(clusterKind).get(idOf(key));
    return cluster && findParts(this.context, cluster);
  }

  /** Another Cluster that took the name of one which is gone begins anew. */
  #pastOf(key: string, uid: string): Past {
    const known = this.#pasts.get(key);
    return known?.uid === uid ? known.past : NO_PAST;
  }
}

function idOf(key: string): { namespace: string; name: string } {
  const [namespace, name] = key.split('/');
  return { namespace, name };
}
