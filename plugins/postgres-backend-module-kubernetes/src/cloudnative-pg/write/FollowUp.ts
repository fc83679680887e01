import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import type { Lookup } from '../model';
import { factsOf, keepsLogin } from '../observe';
import { ensureCredentials } from './credentials';
import { removeLeftovers } from './leftovers';

/** Not again sooner, where the operator or a store is not ready. */
const AGAIN_AFTER_MS = 10_000;

/**
 * Does what follows from what is observed: stores credentials once the operator
 * has made them, and clears away the rest once a removed Cluster is gone. What
 * fails or is missed here is done by the next reconcile.
 */
export class FollowUp implements ProviderConnection {
  readonly #tried = new Map<string, number>();

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

  #follow({ ref, binding, credentials }: Database): void {
    if (!binding || credentials) return;
    const now = Date.now();
    if (now - (this.#tried.get(ref) ?? 0) < AGAIN_AFTER_MS) return;
    const found = this.lookup.find(ref);
    if (!found || !keepsLogin(found)) return;
    const { hasLogin, writable } = factsOf(found);
    if (!hasLogin || writable === 0) return;
    this.#tried.set(ref, now);
    this.#run(ref, ensureCredentials(this.lookup.context(ref), found));
  }

  #run(ref: string, work: Promise<void>): void {
    work.catch((error: Error) =>
      this.lookup
        .context(ref)
        .logger.warn(`Could not finish ${ref} yet: ${error.message}`),
    );
  }
}
