import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  databaseSchema,
  printableLine,
  UpstreamError,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import { LRUCache } from 'lru-cache';
import { checkedReport } from '../providers/checkedReport';
import { DatabaseIndex } from './DatabaseIndex';
import { LocationStates } from './LocationStates';
import { sameDatabase } from './sameDatabase';
import { SharedValues } from './SharedValues';
import { unknownDatabase } from './unknownDatabase';
import { Waiters } from './Waiters';

/** A database in the directory. */
export interface DirectoryEntry {
  database: Database;
  /** `<instance>.<n>`: unique for each content and each process. */
  revision: string;
}

/**
 * A change of a database: created, changed or removed, depending on which of
 * `before` and `after` is present.
 */
export interface DirectoryChange {
  before?: Database;
  after?: Database;
}

/**
 * How long a provider's list may lag behind a write or removal by the backend,
 * because it may have been read before.
 */
const WRITE_GRACE_MS = 10_000;

/**
 * How long to delay the response for a revision of another process, see {@link
 * DatabaseDirectory.waitForChange}.
 */
const FOREIGN_REVISION_WAIT_MS = 2_000;

/** All databases that the providers report, in memory. */
export class DatabaseDirectory {
  readonly locations = new LocationStates();
  readonly #instance = randomUUID().slice(0, 8);
  readonly #entries = new Map<string, DirectoryEntry>();
  readonly #index = new DatabaseIndex();
  readonly #shared = new SharedValues();
  readonly #waiters = new Waiters();
  readonly #listeners: Array<(change: DirectoryChange) => void> = [];
  readonly #grace = new Map<
    string,
    { timer: NodeJS.Timeout; missing: boolean }
  >();
  /** Times at which the backend removed databases, by ref. */
  readonly #removals = new LRUCache<string, number>({
    max: 1_000,
    ttl: WRITE_GRACE_MS,
  });
  #counter = 0;

  constructor(private readonly logger: LoggerService) {}

  get(ref: string): DirectoryEntry | undefined {
    return this.#entries.get(ref);
  }

  all(): DirectoryEntry[] {
    return [...this.#entries.values()];
  }

  /**
   * Returns the databases whose binding contains this entity, as a user of the
   * database or as its Resource.
   */
  byEntity(entityRef: string): DirectoryEntry[] {
    return this.#index
      .find(entityRef)
      .flatMap(ref => this.#entries.get(ref) ?? []);
  }

  /** Calls `listener` on each change, except for changed numbers in the summary. */
  onChange(listener: (change: DirectoryChange) => void): void {
    this.#listeners.push(listener);
  }

  connectionFor(provider: string): ProviderConnection {
    return {
      upsert: database => this.#observe(provider, database),
      remove: ref => {
        if (this.#entries.get(ref)?.database.provider === provider)
          this.#remove(ref);
      },
      replaceAll: (location, databases) =>
        this.#replaceAll(provider, location, databases),
      unreachable: (location, error) => {
        const message = printableLine(error);
        const known = this.locations.get(provider, location)?.unreachable;
        this.locations.markUnreachable(provider, location, message);
        if (known?.message !== message)
          this.#renewRevisions(provider, location);
      },
    };
  }

  /** Adds the result of a write before it is observed. Returns the current entry. */
  written(database: Database): DirectoryEntry {
    const { ref } = database;
    this.#removals.delete(ref);
    const entry = this.#upsert(checked(database.provider, database));
    this.#endGrace(ref);
    const timer = setTimeout(() => {
      if (this.#endGrace(ref)?.missing) this.#remove(ref);
    }, WRITE_GRACE_MS).unref();
    this.#grace.set(ref, { timer, missing: false });
    return entry;
  }

  /** Records that the backend removed a database. */
  removed(ref: string): void {
    this.#remove(ref);
    this.#removals.set(ref, Date.now());
  }

  /**
   * Resolves when the revision differs from `after`, or after the timeout. Two
   * backends behind one load balancer have independent revisions. To keep a
   * client that alternates between them from polling in a tight loop, the
   * response to a revision of another process is delayed for a moment.
   */
  async waitForChange(
    ref: string,
    after: string,
    options: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<void> {
    const entry = this.#entries.get(ref);
    if (!entry) return;
    if (entry.revision === after) {
      await this.#waiters.wait(ref, options);
    } else if (!after.startsWith(`${this.#instance}.`)) {
      const timeoutMs = Math.min(options.timeoutMs, FOREIGN_REVISION_WAIT_MS);
      await this.#waiters.wait(ref, { ...options, timeoutMs });
    }
  }

  close(): void {
    this.#waiters.close();
    for (const ref of [...this.#grace.keys()]) this.#endGrace(ref);
  }

  /**
   * Adds what a provider read, unless it was read before the backend removed the
   * database. An invalid report makes the state of the database unknown.
   */
  #observe(provider: string, reported: Database): void {
    const { ref } = reported;
    const removedAt = this.#removals.get(ref);
    if (removedAt && Date.parse(reported.observedAt) < removedAt) return;
    try {
      this.#upsert(checked(provider, reported));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const before = this.get(ref);
      const entry = this.#upsert(
        unknownDatabase(reported, before?.database, error),
      );
      if (entry.revision !== before?.revision) this.logger.error(error.message);
    }
  }

  #upsert(database: Database): DirectoryEntry {
    const before = this.#entries.get(database.ref);
    // A database read before a write must not undo it.
    if (
      before &&
      Date.parse(database.observedAt) < Date.parse(before.database.observedAt)
    ) {
      return before;
    }
    const same = before && sameDatabase(before.database, database);
    const entry = {
      database: this.#shared.shareParts(database),
      revision: same ? before.revision : this.#nextRevision(),
    };
    this.#entries.set(database.ref, entry);
    if (same) return entry;
    if (before) this.#index.remove(before.database);
    this.#index.add(database);
    this.#publish(database.ref, {
      before: before?.database,
      after: entry.database,
    });
    return entry;
  }

  #remove(ref: string): void {
    const before = this.#entries.get(ref);
    if (!before) return;
    this.#endGrace(ref);
    this.#index.remove(before.database);
    this.#entries.delete(ref);
    this.#publish(ref, { before: before.database });
  }

  #replaceAll(provider: string, location: string, databases: Database[]): void {
    const wasUnreachable = this.locations.get(provider, location)?.unreachable;
    this.locations.markRead(provider, location);
    const errors = databases.flatMap(database => {
      try {
        this.#observe(provider, database);
        return [];
      } catch (error) {
        return [error];
      }
    });
    const listed = new Set(databases.map(database => database.ref));
    for (const { database } of this.#entriesAt(provider, location)) {
      const grace = this.#grace.get(database.ref);
      if (grace) grace.missing = !listed.has(database.ref);
      else if (!listed.has(database.ref)) this.#remove(database.ref);
    }
    if (wasUnreachable) this.#renewRevisions(provider, location);
    // After all others: a report without a valid ref does not hide them.
    if (errors.length) throw errors[0];
  }

  #renewRevisions(provider: string, location: string): void {
    for (const entry of this.#entriesAt(provider, location)) {
      this.#entries.set(entry.database.ref, {
        ...entry,
        revision: this.#nextRevision(),
      });
      this.#waiters.wake(entry.database.ref);
    }
  }

  #entriesAt(provider: string, location: string): DirectoryEntry[] {
    return this.all().filter(
      ({ database }) =>
        database.provider === provider && database.location === location,
    );
  }

  #endGrace(ref: string): { missing: boolean } | undefined {
    const grace = this.#grace.get(ref);
    clearTimeout(grace?.timer);
    this.#grace.delete(ref);
    return grace;
  }

  #nextRevision(): string {
    this.#counter += 1;
    return `${this.#instance}.${this.#counter}`;
  }

  #publish(ref: string, change: DirectoryChange): void {
    this.#waiters.wake(ref);
    for (const listener of this.#listeners) listener(change);
  }
}

/**
 * Returns a valid report.
 *
 * @throws UpstreamError if fields are invalid
 * @throws Error if the database belongs to another provider
 */
function checked(provider: string, reported: Database): Database {
  const { ref } = reported;
  if (reported.provider !== provider || !ref.startsWith(`${provider}:`)) {
    throw new Error(
      `provider '${provider}' reported '${ref}', which belongs to another provider`,
    );
  }
  return checkedReport(provider, `database ${ref}`, databaseSchema, reported);
}
