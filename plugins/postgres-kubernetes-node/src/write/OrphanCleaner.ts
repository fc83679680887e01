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

/** What has no owner that Kubernetes would remove it with. @public */
export interface OrphanRules {
  kinds: ResourceKind[];
  /** Those that stay until the database's own object is gone. */
  last: ResourceKind[];
  /** Whether a part is of use without its database. */
  isOfUse?(object: KubernetesObject): boolean;
}

/** Long enough for any create to come from its first write to its database. */
const GRACE_MS = 10 * 60_000;

/** Parts that we made; none of a kind that the cluster does not have. */
async function listOurs(
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

/** Clears away what is left of databases that are no more. @public */
export class OrphanCleaner<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
> {
  constructor(
    readonly model: DatabaseModel<TSnapshot, Context>,
    private readonly parts: PartWriter,
    private readonly rules: OrphanRules,
  ) {}

  /** Deletes the parts of a database that is gone or going. */
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
      const objects = await listOurs(client, kind, namespace, signal);
      // What GitOps brought, the tool takes away when it is gone from there.
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

  /** The same of all databases that are no more, in all namespaces. */
  async sweep(context: Context, signal?: AbortSignal): Promise<void> {
    const refs = new Set<string>();
    for (const kind of this.#all()) {
      for (const { metadata } of await listOurs(
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
          `Could not clear away what is left of ${ref}: ${
            (error as Error).message
          }`,
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
