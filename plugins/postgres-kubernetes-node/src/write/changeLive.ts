import { ConflictError } from '@backstage/errors';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { retryOnConflict, type KubernetesObject } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import { recordOf, checkRecordVersion } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects } from './LiveObjects';
import { checkNotManaged } from './checkNotManaged';

/**
 * Changes a pgstage-managed database based on its live object. Reads it again
 * and repeats the change after a conflicting write.
 *
 * @throws RecordChangedError if the record is not the one that rights were
 * checked on
 * @throws ConflictError for one that belongs to no entity, and for one that
 * GitOps manages.
 * @public
 */
export async function changeLive<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  context: Context,
  ref: string,
  change: (live: KubernetesObject) => Promise<KubernetesObject>,
  { signal, recordVersion }: ProviderWriteOptions,
): Promise<KubernetesObject> {
  return retryOnConflict(async () => {
    const live = await objects.get(context, ref, signal);
    checkRecordVersion(ref, live, recordVersion);
    const { name, annotations } = live.metadata;
    if (!recordOf(annotations).binding) {
      throw new ConflictError(
        `${objects.model.kinds.clusters.resource.kind} '${name}' was not created by pgstage and is not bound to an entity: adopt it first`,
      );
    }
    checkNotManaged(live);
    return change(live);
  });
}
