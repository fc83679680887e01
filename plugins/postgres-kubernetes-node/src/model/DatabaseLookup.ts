import { NotFoundError } from '@backstage/errors';
import type { DatabaseModel } from './DatabaseModel';
import type { ProviderContext } from './ProviderContext';
import type { Snapshot } from './Snapshot';

/** Finds databases in the cache. @public */
export class DatabaseLookup<
  TSnapshot extends Snapshot,
  Context extends ProviderContext = ProviderContext,
> {
  constructor(
    private readonly contexts: Context[],
    private readonly model: DatabaseModel<TSnapshot, Context>,
  ) {}

  /** @throws NotFoundError if the cluster is not configured. */
  context(ref: string): Context {
    const { cluster } = this.model.keyOf(ref);
    const context = this.contexts.find(({ name }) => name === cluster);
    if (context) return context;
    throw new NotFoundError(
      `There is no Kubernetes cluster '${cluster}' in the configuration`,
    );
  }

  /** @throws NotFoundError */
  get(ref: string): TSnapshot {
    const snapshot = this.find(ref);
    if (snapshot) return snapshot;
    const { namespace, name, cluster } = this.model.keyOf(ref);
    throw new NotFoundError(
      `There is no database '${name}' in namespace '${namespace}' of cluster '${cluster}'`,
    );
  }

  find(ref: string): TSnapshot | undefined {
    const context = this.context(ref);
    const { kinds, keyOf } = this.model;
    const cached = context.watch.store(kinds.clusters).get(keyOf(ref));
    return cached && this.model.find(context, cached);
  }
}
