import {
  type KubernetesObject,
  managedBy,
  MissingObjectError,
  type ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  clusterKind,
  labels,
  placeOf,
  resources,
} from '../model';
import { deletePart } from './ensureParts';
import { isPartOf, PART_OF } from './manifests';

const PARTS: ResourceKind[] = [
  resources.scheduledBackups,
  resources.backups,
  resources.poolers,
  resources.databases,
  resources.podMonitors,
];

/** The operator puts no owner on these: they would stay for ever. */
const selector = `${labels.managedBy}=pgstage`;

/**
 * Deletes the parts of a database whose Cluster is gone or going. The
 * ObjectStore stays until the last member has archived its WAL there.
 */
export async function removeLeftovers(
  { client }: ClusterContext,
  ref: string,
  signal?: AbortSignal,
): Promise<void> {
  const { namespace, name } = placeOf(ref);
  const cluster = await client.get(
    resources.clusters,
    { namespace, name },
    { signal },
  );
  if (cluster && !cluster.metadata.deletionTimestamp) return;
  const kinds = cluster ? PARTS : [...PARTS, resources.objectStores];
  for (const kind of kinds) {
    const objects = await listOurs(client, kind, namespace, signal);
    // What GitOps brought, the tool takes away when it is gone from there.
    for (const object of objects.filter(
      candidate =>
        isPartOf(candidate, ref) &&
        !managedBy(candidate) &&
        !isOfUse(candidate),
    )) {
      await deletePart(client, ref, { kind, object }, { signal });
    }
  }
}

/**
 * A Backup that is more than a note: a Cluster can be made from it, or it owns
 * volume snapshots. What one by a plugin tells of is found in the archive alone.
 */
function isOfUse({ kind, spec }: KubernetesObject): boolean {
  return (
    kind === resources.backups.kind &&
    (spec as { method?: string }).method !== 'plugin'
  );
}

/** Parts that we made; none of a kind that the cluster does not have. */
async function listOurs(
  client: ClusterContext['client'],
  kind: ResourceKind,
  namespace: string | undefined,
  signal?: AbortSignal,
) {
  try {
    return await client.list(
      kind,
      { namespace, labelSelector: selector },
      { signal },
    );
  } catch (error) {
    if (error instanceof MissingObjectError) return [];
    throw error;
  }
}

/** Long enough for any create to come from its first write to its Cluster. */
const GRACE_MS = 10 * 60_000;

/** Clears away the parts of databases that are no more, in all namespaces. */
export async function sweep(
  context: ClusterContext,
  signal?: AbortSignal,
): Promise<void> {
  const refs = new Set<string>();
  for (const kind of [...PARTS, resources.objectStores]) {
    for (const { metadata } of await listOurs(
      context.client,
      kind,
      undefined,
      signal,
    )) {
      const ref = metadata.annotations?.[PART_OF];
      const age = Date.now() - Date.parse(metadata.creationTimestamp ?? '');
      if (ref && age > GRACE_MS) refs.add(ref);
    }
  }
  for (const ref of refs) {
    try {
      await sweepOne(context, ref, signal);
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

async function sweepOne(
  context: ClusterContext,
  ref: string,
  signal?: AbortSignal,
): Promise<void> {
  const { cluster, namespace, name } = placeOf(ref);
  const known = context.watch.store(clusterKind).get({ namespace, name });
  if (cluster === context.name && !known) {
    await removeLeftovers(context, ref, signal);
  }
}
