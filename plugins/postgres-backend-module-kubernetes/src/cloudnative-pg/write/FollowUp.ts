import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import type { FoundDatabase, Lookup } from '../model';
import { factsOf, keepsLogin } from '../observe';
import { isScheduleDue } from './due';
import { dueInitSql, InitSqlRuns } from './InitSqlRuns';
import { removeLeftovers } from './leftovers';
import { reconcileDatabase } from './reconcileDatabase';

/** Not again sooner, where the operator or a store is not ready. */
const AGAIN_AFTER_MS = 10_000;

/**
 * Does what follows from what is observed: stores credentials once the operator
 * has made them, runs init SQL, writes the schedule of backups once they can
 * begin, and clears away the rest once a removed Cluster is gone. What fails or
 * is missed here is done by the next reconcile.
 */
export class FollowUp implements ProviderConnection {
  /** When what is wanted was tried last, by ref. */
  readonly #tried = new Map<string, { at: number; wants: string }>();
  readonly #initSql = new InitSqlRuns();

  constructor(
    private readonly inner: ProviderConnection,
    private readonly lookup: Lookup,
    /** Refs that this process was told to remove. */
    private readonly removing: Set<string>,
  ) {}

  upsert(database: Database): void {
    this.inner.upsert(database);
    this.#follow(database);
  }

  replaceAll(location: string, databases: Database[]): void {
    this.inner.replaceAll(location, databases);
    databases.forEach(database => this.#follow(database));
  }

  remove(ref: string): void {
    this.inner.remove(ref);
    this.#tried.delete(ref);
    if (!this.removing.delete(ref)) return;
    const context = this.lookup.context(ref);
    this.#run(ref, removeLeftovers(context, ref));
  }

  unreachable(location: string, message: string): void {
    this.inner.unreachable(location, message);
  }

  /** What was begun goes on in the cluster. */
  stop(): void {
    this.#initSql.stop();
  }

  #follow(database: Database): void {
    const { ref, binding, credentials } = database;
    if (!binding) return;
    const found = this.lookup.find(ref);
    if (!found) return;
    const context = this.lookup.context(ref);
    const initSql = dueInitSql(database, found);
    if (initSql) this.#run(ref, this.#initSql.follow(context, found, initSql));
    const wants = [
      !credentials && hasNewLogin(found) && 'login',
      isScheduleDue(found) && 'schedule',
    ]
      .filter(Boolean)
      .join();
    if (!wants) {
      this.#tried.delete(ref);
      return;
    }
    const now = Date.now();
    const tried = this.#tried.get(ref);
    if (tried?.wants === wants && now - tried.at < AGAIN_AFTER_MS) return;
    this.#tried.set(ref, { at: now, wants });
    this.#run(ref, reconcileDatabase(context, found));
  }

  #run(ref: string, work: Promise<void>): void {
    work.catch((error: Error) =>
      this.lookup
        .context(ref)
        .logger.warn(`Could not finish ${ref} yet: ${error.message}`),
    );
  }
}

/** Whether there is a login to keep, and a primary that takes it. */
function hasNewLogin(found: FoundDatabase): boolean {
  const { hasLogin, writable } = factsOf(found);
  return keepsLogin(found) && hasLogin && writable !== 0;
}
