import { ConflictError } from '@backstage/errors';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { retryOutdated, type KubernetesObject } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import { recordOf, refuseOtherRecord } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects } from './LiveObjects';
import { refuseIfManaged } from './refuseIfManaged';

/**
 * Changes a database that is ours by what its object is now; reads it again,
 * and repeats the change, where somebody else wrote meanwhile.
 *
 * @throws RecordChangedError where it is not what rights were judged on
 * @throws ConflictError for one that belongs to no entity, and for one that
 * GitOps manages.
 * @public
 */
export async function changeLive<
  Found extends Snapshot,
  Context extends ProviderContext,
>(
  objects: LiveObjects<Found, Context>,
  context: Context,
  ref: string,
  change: (live: KubernetesObject) => Promise<KubernetesObject>,
  { signal, recordVersion }: ProviderWriteOptions,
): Promise<KubernetesObject> {
  return retryOutdated(async () => {
    const live = await objects.get(context, ref, signal);
    refuseOtherRecord(ref, live, recordVersion);
    const { name, annotations } = live.metadata;
    if (!recordOf(annotations).binding) {
      throw new ConflictError(
        `${objects.model.kinds.clusters.resource.kind} '${name}' was not made by pgstage and belongs to no entity: bind it with adopt first`,
      );
    }
    refuseIfManaged(live);
    return change(live);
  });
}
