import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import { InitSqlRuns, type InitSqlRequest } from '../initSql/InitSqlRuns';
import type { DatabaseLookup } from '../model/DatabaseLookup';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { OrphanCleaner } from './OrphanCleaner';
import type { ReconcileRules } from './Reconciler';

/** A provider's rules for the follow-up of an evaluation. @public */
export interface FollowUpRules<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> extends Pick<ReconcileRules<TSnapshot, Context>, 'reconcile'> {
  /** Returns what a reconcile has to do, as text; empty if nothing. */
  workOf(database: Database, snapshot: TSnapshot): string[];
  /** Init SQL that can run now. */
  initSqlOf(
    context: Context,
    database: Database,
    snapshot: TSnapshot,
  ): InitSqlRequest | undefined;
  orphans: Pick<OrphanCleaner<TSnapshot, Context>, 'remove'>;
}

/** Minimum time before a retry if the operator or a store is not ready. */
const RETRY_AFTER_MS = 10_000;

/**
 * Acts on evaluations: stores credentials once an operator has created them,
 * runs init SQL, writes pending dependents, and deletes orphans of removed
 * databases. The next reconcile does what fails or is missed here.
 *
 * @public
 */
export class FollowUp<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> implements ProviderConnection
{
  /** The last attempt and its work, by ref. */
  readonly #tried = new Map<string, { at: number; work: string }>();
  readonly #initSql = new InitSqlRuns();

  constructor(
    private readonly inner: ProviderConnection,
    private readonly lookup: DatabaseLookup<TSnapshot, Context>,
    private readonly rules: FollowUpRules<TSnapshot, Context>,
    /** Refs that this process removes. */
    private readonly removing: Set<string>,
  ) {}

  upsert(database: Database): void {
    this.inner.upsert(database);
    this.#followUp(database);
  }

  replaceAll(location: string, databases: Database[]): void {
    this.inner.replaceAll(location, databases);
    databases.forEach(database => this.#followUp(database));
  }

  remove(ref: string): void {
    this.inner.remove(ref);
    this.#tried.delete(ref);
    if (!this.removing.delete(ref)) return;
    const context = this.lookup.context(ref);
    this.#run(ref, this.rules.orphans.remove(context, ref));
  }

  unreachable(location: string, message: string): void {
    this.inner.unreachable(location, message);
  }

  /** What has started continues in the cluster. */
  stop(): void {
    this.#initSql.stop();
  }

  #followUp(database: Database): void {
    const { ref, binding } = database;
    if (!binding) return;
    const snapshot = this.lookup.find(ref);
    if (!snapshot) return;
    const context = this.lookup.context(ref);
    const initSql = this.rules.initSqlOf(context, database, snapshot);
    if (initSql) this.#run(ref, this.#initSql.run(initSql));
    const work = this.rules.workOf(database, snapshot).join();
    if (!work) {
      this.#tried.delete(ref);
      return;
    }
    const now = Date.now();
    const tried = this.#tried.get(ref);
    if (tried?.work === work && now - tried.at < RETRY_AFTER_MS) return;
    this.#tried.set(ref, { at: now, work: work });
    this.#run(ref, this.rules.reconcile(context, snapshot));
  }

  #run(ref: string, work: Promise<void>): void {
    work.catch((error: Error) =>
      this.lookup
        .context(ref)
        .logger.warn(`Could not finish ${ref} yet: ${error.message}`),
    );
  }
}
