import {
  type ClusterClient,
  type KubernetesObject,
  managedBy,
  ObjectNotFoundError,
  type ResourceKind,
} from '../cluster';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import { isPartOf, pgstageSelector, PART_OF } from './partMetadata';
import type { PartWriter } from './PartWriter';

/** Kinds without an owner reference that Kubernetes would use for garbage collection. @public */
export interface OrphanRules {
  kinds: ResourceKind[];
  /** Kinds that are deleted only after the database object. */
  last: ResourceKind[];
  /** Whether an object is of use without its database. */
  isOfUse?(object: KubernetesObject): boolean;
}

/** Longer than any create takes from its first write to that of the database object. */
const GRACE_MS = 10 * 60_000;

/** Lists the objects that pgstage created; none of a kind that the cluster does not serve. */
async function listOfPgstage(
  client: ClusterClient,
  kind: ResourceKind,
  namespace: string | undefined,
  signal?: AbortSignal,
) {
  try {
    return await client.list(
      kind,
      { namespace, labelSelector: pgstageSelector },
      { signal },
    );
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return [];
    throw error;
  }
}

/** Deletes the orphans of databases that no longer exist. @public */
export class OrphanCleaner<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  constructor(
    readonly model: DatabaseModel<TSnapshot, Context>,
    private readonly parts: PartWriter,
    private readonly rules: OrphanRules,
  ) {}

  /** Deletes the orphans of a database that is deleted or being deleted. */
  async remove(
    { client }: Context,
    ref: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const { namespace, name } = this.model.keyOf(ref);
    const cluster = await client.get(
      this.model.kinds.clusters.resource,
      { namespace, name },
      { signal },
    );
    if (cluster && !cluster.metadata.deletionTimestamp) return;
    for (const kind of cluster ? this.rules.kinds : this.#all()) {
      const objects = await listOfPgstage(client, kind, namespace, signal);
      // Objects from GitOps are deleted by its tool.
      for (const object of objects.filter(
        candidate =>
          isPartOf(candidate, ref) &&
          !managedBy(candidate) &&
          !this.rules.isOfUse?.(candidate),
      )) {
        await this.parts.delete(client, ref, { kind, object }, { signal });
      }
    }
  }

  /** Deletes the orphans of all databases that no longer exist, in all namespaces. */
  async sweep(context: Context, signal?: AbortSignal): Promise<void> {
    const refs = new Set<string>();
    for (const kind of this.#all()) {
      for (const { metadata } of await listOfPgstage(
        context.client,
        kind,
        undefined,
        signal,
      )) {
        const ref = metadata.annotations?.[PART_OF];
        const age = Date.now() - Date.parse(metadata.creationTimestamp ?? '');
        if (ref && this.model.isOwn(ref) && age > GRACE_MS) refs.add(ref);
      }
    }
    for (const ref of refs) {
      try {
        await this.#sweepOne(context, ref, signal);
      } catch (error) {
        signal?.throwIfAborted();
        context.logger.warn(
          `Could not delete the orphans of ${ref}: ${(error as Error).message}`,
        );
      }
    }
  }

  async #sweepOne(
    context: Context,
    ref: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const { cluster, namespace, name } = this.model.keyOf(ref);
    const known = context.watch
      .store(this.model.kinds.clusters)
      .get({ namespace, name });
    if (cluster === context.name && !known) {
      await this.remove(context, ref, signal);
    }
  }

  #all(): ResourceKind[] {
    return [...this.rules.kinds, ...this.rules.last];
  }
}
