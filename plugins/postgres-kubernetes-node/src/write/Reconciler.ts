import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { OrphanCleaner } from './OrphanCleaner';

/** Each takes several requests, and most change nothing. */
const DATABASES_A_ROUND = 200;

/** A provider's rules for reconciling databases with their records. @public */
export interface ReconcileRules<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  /** Reconciles the dependents and credentials of one with its record. */
  reconcile(
    context: Context,
    snapshot: TSnapshot,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Returns the version of its login, as far as is known without reading Secrets. */
  loginVersionOf(cluster: TSnapshot['cluster']): string | undefined;
  orphans: Pick<OrphanCleaner<TSnapshot, Context>, 'sweep'>;
}

/**
 * Completes in one Kubernetes cluster what a crash interrupted: dependents of
 * databases, credentials that did not reach their store, orphans of removed
 * databases. An error is logged and does not block other databases.
 *
 * Of many databases, each round reconciles some in turn, and all whose
 * credentials are not stored yet or have changed.
 *
 * @public
 */
export class Reconciler<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  #round = 0;
  /** The last compared version of each login, by uid. */
  readonly #compared = new Map<string, string | undefined>();

  constructor(
    private readonly context: Context,
    private readonly model: DatabaseModel<TSnapshot, Context>,
    private readonly rules: ReconcileRules<TSnapshot, Context>,
  ) {}

  async run({ signal }: ProviderCallOptions): Promise<void> {
    const { context, model, rules } = this;
    // In an incomplete cache, existing dependents seem to be missing.
    if (!(await context.ready(signal))) return;
    for (const cluster of this.#due()) {
      signal?.throwIfAborted();
      const snapshot = model.find(context, cluster);
      try {
        await rules.reconcile(context, snapshot, signal);
        this.#compared.set(cluster.uid, rules.loginVersionOf(cluster));
      } catch (error) {
        signal?.throwIfAborted();
        context.logger.warn(
          `Could not reconcile ${snapshot.ref}: ${(error as Error).message}`,
        );
      }
    }
    // An empty cache may mean that nothing could be read.
    if (context.watch.status(model.kinds.clusters).status === 'ok')
      await rules.orphans.sweep(context, signal);
  }

  #due(): Array<TSnapshot['cluster']> {
    const { clusters } = this.model.kinds;
    const all = [...this.context.watch.store(clusters).values()].map(
      ({ value }) => value,
    );
    const uids = new Set(all.map(({ uid }) => uid));
    for (const uid of this.#compared.keys()) {
      if (!uids.has(uid)) this.#compared.delete(uid);
    }
    const turns = Math.ceil(all.length / DATABASES_A_ROUND);
    const turn = this.#round++ % turns;
    return all.filter(
      (cluster, index) => index % turns === turn || this.#hasNews(cluster),
    );
  }

  #hasNews(cluster: TSnapshot['cluster']): boolean {
    const { uid, record, managedBy } = cluster;
    // pgstage does not write the credential reference to objects that GitOps
    // manages.
    const isIncomplete = record.binding && !record.credentials && !managedBy;
    return (
      Boolean(isIncomplete) ||
      (this.#compared.has(uid) &&
        this.#compared.get(uid) !== this.rules.loginVersionOf(cluster))
    );
  }
}
