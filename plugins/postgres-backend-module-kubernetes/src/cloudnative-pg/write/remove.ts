import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  retryOutdated,
  recordOf,
  refuseOtherRecord,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, placeOf, resources } from '../model';
import { refuseIfManaged } from './bind';
import { removeLeftovers } from './leftovers';

/**
 * Deletes the Cluster, and everything that was made for it. Returns once it is
 * on its way: what waits for the Cluster's finalizers and volumes is cleared
 * away by the next reconcile.
 *
 * @throws ConflictError while protected, and for what is not ours.
 */
export async function remove(
  context: ClusterContext,
  ref: string,
  request: RemoveDatabase,
  options: ProviderWriteOptions,
): Promise<void> {
  await retryOutdated(() => removeCluster(context, ref, request, options));
  await context.credentialStore().remove(ref);
  await removeLeftovers(context, ref, options.signal);
}

/** Deletes the Cluster as it was looked at: not one that was protected, or bound to others, since. */
async function removeCluster(
  { client }: ClusterContext,
  ref: string,
  { force }: RemoveDatabase,
  { signal, recordVersion }: ProviderWriteOptions,
): Promise<void> {
  const { namespace, name } = placeOf(ref);
  const id = { namespace, name };
  const live = await client.get(resources.clusters, id, { signal });
  if (!live) return;
  refuseOtherRecord(ref, live, recordVersion);
  const { uid, resourceVersion, deletionTimestamp, annotations } =
    live.metadata;
  if (deletionTimestamp) return;
  const record = recordOf(annotations);
  if (!record.binding) {
    throw new ConflictError(
      `Cluster '${name}' was not made by pgstage and belongs to no entity: bind it with adopt first`,
    );
  }
  refuseIfManaged(live);
  if (record.spec.protected && !force) {
    throw new ConflictError(
      `Database '${name}' is protected: switch the protection off first`,
    );
  }
  await client.delete(resources.clusters, id, {
    uid,
    resourceVersion,
    signal,
  });
}
