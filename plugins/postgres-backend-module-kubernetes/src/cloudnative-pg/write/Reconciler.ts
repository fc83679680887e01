import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  type ClusterContext,
  clusterKind,
  findParts,
  type KeptCluster,
} from '../model';
import { sweep } from './leftovers';
import { reconcileDatabase } from './reconcileDatabase';

/** Each takes several requests, most of them for nothing. */
const DATABASES_A_ROUND = 200;

/**
 * Finishes what crashes left half-made in one Kubernetes cluster: parts of
 * databases, credentials that did not reach their store, parts of databases
 * that are gone. One that cannot be finished is logged and keeps no other waiting.
 *
 * Of many databases each round takes some in turn, and all those whose
 * credentials are not in their store yet or have changed.
 */
export class Reconciler {
  #round = 0;
  /** The operator's version of each login when it was compared last, by uid. */
  readonly #compared = new Map<string, string | undefined>();

  constructor(private readonly context: ClusterContext) {}

  async run({ signal }: ProviderCallOptions): Promise<void> {
    const { context } = this;
    // To half a memory parts seem to be missing that are there.
    if (!(await context.ready(signal))) return;
    for (const cluster of this.#due()) {
      signal?.throwIfAborted();
      const found = findParts(context, cluster);
      try {
        await reconcileDatabase(context, found, signal);
        this.#compared.set(cluster.uid, versionOf(cluster));
      } catch (error) {
        signal?.throwIfAborted();
        context.logger.warn(
          `Could not reconcile ${found.ref}: ${(error as Error).message}`,
        );
      }
    }
    // An empty memory may mean that nothing could be read.
    if (context.watch.status(clusterKind).status === 'ok')
      await sweep(context, signal);
  }

  #due(): KeptCluster[] {
    const all = [...this.context.watch.store(clusterKind).values()].map(
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

  #hasNews(cluster: KeptCluster): boolean {
    const { uid, record, managedBy } = cluster;
    // What GitOps manages is not told where its credentials are.
    const isHalfMade = record.binding && !record.credentials && !managedBy;
    return (
      Boolean(isHalfMade) ||
      (this.#compared.has(uid) &&
        this.#compared.get(uid) !== versionOf(cluster))
    );
  }
}

function versionOf({ status }: KeptCluster): string | undefined {
  return status.secretsResourceVersion?.applicationSecretVersion;
}
