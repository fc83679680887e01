import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { retryOnConflict, type KubernetesObject } from '../cluster';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import { checkRecordVersion } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import { untilCached } from './untilSeen';

/** Options of the caller that a write needs. @public */
export type LiveOptions = Pick<
  ProviderWriteOptions,
  'signal' | 'recordVersion'
>;

/** A database to write to. @public */
export interface LiveDatabase<
  TSnapshot extends Pick<Snapshot, 'ref' | 'cluster'>,
  Context extends ProviderContext,
> {
  context: Context;
  snapshot: TSnapshot;
}

/** Reads and writes the live objects of databases. @public */
export class LiveObjects<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  constructor(readonly model: DatabaseModel<TSnapshot, Context>) {}

  /** Returns the live object of a ref. @throws NotFoundError */
  async get(
    { client }: Context,
    ref: string,
    signal?: AbortSignal,
  ): Promise<KubernetesObject> {
    const { namespace, name, cluster } = this.model.keyOf(ref);
    const live = await client.get(
      this.model.kinds.clusters.resource,
      { namespace, name },
      { signal },
    );
    if (live) return live;
    throw new NotFoundError(
      `There is no database '${name}' in namespace '${namespace}' of cluster '${cluster}'`,
    );
  }

  /**
   * Returns the live object right before a write to it or its dependents.
   *
   * @throws RecordChangedError if its record is not the one that rights were
   * checked on
   * @throws ConflictError if a new database has its name.
   */
  async of(
    { context, snapshot }: LiveDatabase<TSnapshot, Context>,
    { signal, recordVersion }: LiveOptions,
  ): Promise<KubernetesObject> {
    const live = await this.get(context, snapshot.ref, signal);
    checkRecordVersion(snapshot.ref, live, recordVersion);
    if (live.metadata.uid !== snapshot.cluster.uid) {
      throw new ConflictError(
        `Database '${snapshot.cluster.name}' was removed in the meantime`,
      );
    }
    return live;
  }

  /**
   * Reads the object, compares its record with the one that rights were checked
   * on, and writes with its resourceVersion as a precondition; after a conflict
   * it starts again. A resourceVersion identifies one version of one object, so
   * it includes the uid.
   */
  async patch(
    target: LiveDatabase<TSnapshot, Context>,
    patchOf: (live: KubernetesObject) => Record<string, unknown>,
    options: LiveOptions,
    subresource?: 'status',
  ): Promise<void> {
    const { client } = target.context;
    await retryOnConflict(async () => {
      const live = await this.of(target, options);
      const { metadata, ...patch } = patchOf(live);
      const { resourceVersion } = live.metadata;
      await client.patch(
        this.model.kinds.clusters.resource,
        live.metadata,
        { ...patch, metadata: { ...(metadata as object), resourceVersion } },
        { signal: options.signal, subresource },
      );
    });
  }

  /** Sets annotations that an operator reads; null removes one. */
  async annotate(
    target: LiveDatabase<TSnapshot, Context>,
    annotations: Record<string, string | null>,
    options: LiveOptions,
  ): Promise<void> {
    await this.patch(target, () => ({ metadata: { annotations } }), options);
  }

  /**
   * Waits until the cache contains what was just written, so that the response
   * is not older than the write. Returns false if that takes too long.
   */
  async waitForCache(
    context: Context,
    { metadata }: KubernetesObject,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const store = context.watch.store(this.model.kinds.clusters);
    // Increasing numbers, as list and watch of Kubernetes define them since
    // 1.34.
    const written = BigInt(metadata.resourceVersion ?? 0);
    const isCached = () => {
      const cached = store.get(metadata);
      return (
        cached?.uid === metadata.uid &&
        cached?.resourceVersion !== undefined &&
        BigInt(cached.resourceVersion) >= written
      );
    };
    return untilCached(isCached, signal);
  }
}
