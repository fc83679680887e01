import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { OrphanCleaner } from './OrphanCleaner';

/** Each takes several requests, most of them for nothing. */
const DATABASES_A_ROUND = 200;

/** How a provider makes its databases what their records say. @public */
export interface ReconcileRules<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  /** Makes the parts and the credentials of one what its record says. */
  reconcile(
    context: Context,
    snapshot: TSnapshot,
    signal?: AbortSignal,
  ): Promise<void>;
  /** The version of its login, as far as may be seen without reading Secrets. */
  loginVersionOf(cluster: TSnapshot['cluster']): string | undefined;
  orphans: Pick<OrphanCleaner<TSnapshot, Context>, 'sweep'>;
}

/**
 * Finishes what crashes left half-made in one Kubernetes cluster: parts of
 * databases, credentials that did not reach their store, parts of databases
 * that are gone. One that cannot be finished is logged and keeps no other waiting.
 *
 * Of many databases each round takes some in turn, and all those whose
 * credentials are not in their store yet or have changed.
 *
 * @public
 */
export class Reconciler<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  #round = 0;
  /** The version of each login when it was compared last, by uid. */
  readonly #compared = new Map<string, string | undefined>();

  constructor(
    private readonly context: Context,
    private readonly model: DatabaseModel<TSnapshot, Context>,
    private readonly rules: ReconcileRules<TSnapshot, Context>,
  ) {}

  async run({ signal }: ProviderCallOptions): Promise<void> {
    const { context, model, rules } = this;
    // To half a memory parts seem to be missing that are there.
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
    // An empty memory may mean that nothing could be read.
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
    // What GitOps manages is not told where its credentials are.
    const isHalfMade = record.binding && !record.credentials && !managedBy;
    return (
      Boolean(isHalfMade) ||
      (this.#compared.has(uid) &&
        this.#compared.get(uid) !== this.rules.loginVersionOf(cluster))
    );
  }
}
