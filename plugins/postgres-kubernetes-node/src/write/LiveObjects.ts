import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { retryOnConflict, type KubernetesObject } from '../cluster';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import { checkRecordVersion } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import { untilSeen } from './untilSeen';

/** What a write needs of the caller's options. @public */
export type LiveOptions = Pick<
  ProviderWriteOptions,
  'signal' | 'recordVersion'
>;

/** A database that something is to be done to. @public */
export interface LiveDatabase<
  TSnapshot extends Pick<Snapshot, 'ref' | 'cluster'>,
  Context extends ProviderContext,
> {
  context: Context;
  snapshot: TSnapshot;
}

/** The objects that databases are, as the API server has them now. @public */
export class LiveObjects<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  constructor(readonly model: DatabaseModel<TSnapshot, Context>) {}

  /** The object of a ref. @throws NotFoundError */
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
   * The object as it is now, right before something is done to it or beside it.
   *
   * @throws RecordChangedError where it is not what rights were judged on
   * @throws ConflictError where another has its name by now.
   */
  async of(
    { context, snapshot }: LiveDatabase<TSnapshot, Context>,
    { signal, recordVersion }: LiveOptions,
  ): Promise<KubernetesObject> {
    const live = await this.get(context, snapshot.ref, signal);
    checkRecordVersion(snapshot.ref, live, recordVersion);
    if (live.metadata.uid !== snapshot.cluster.uid) {
      throw new ConflictError(
        `Database '${snapshot.cluster.name}' was removed meanwhile`,
      );
    }
    return live;
  }

  /**
   * Changes the object by what is there: reads it, compares its record with the
   * one that rights were judged on, and writes only if nobody has written since,
   * else reads again. A resourceVersion names one version of one object, so it
   * stands for the uid, too.
   */
  async patch(
    target: LiveDatabase<TSnapshot, Context>,
    makePatch: (live: KubernetesObject) => Record<string, unknown>,
    options: LiveOptions,
    subresource?: 'status',
  ): Promise<void> {
    const { client } = target.context;
    await retryOnConflict(async () => {
      const live = await this.of(target, options);
      const { metadata, ...patch } = makePatch(live);
      const { resourceVersion } = live.metadata;
      await client.patch(
        this.model.kinds.clusters.resource,
        live.metadata,
        { ...patch, metadata: { ...(metadata as object), resourceVersion } },
        { signal: options.signal, subresource },
      );
    });
  }

  /** Sets annotations, by which an operator is told; null removes. */
  async annotate(
    target: LiveDatabase<TSnapshot, Context>,
    annotations: Record<string, string | null>,
    options: LiveOptions,
  ): Promise<void> {
    await this.patch(target, () => ({ metadata: { annotations } }), options);
  }

  /**
   * Waits until memory holds what was just written, so that the answer is not
   * older than the write. False where that takes too long.
   */
  async waitForCache(
    context: Context,
    { metadata }: KubernetesObject,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const store = context.watch.store(this.model.kinds.clusters);
    // Numbers that grow, as list and watch of Kubernetes define them since 1.34.
    const written = BigInt(metadata.resourceVersion ?? 0);
    const isSeen = () => {
      const kept = store.get(metadata);
      return (
        kept?.uid === metadata.uid &&
        kept?.resourceVersion !== undefined &&
        BigInt(kept.resourceVersion) >= written
      );
    };
    return untilSeen(isSeen, signal);
  }
}
