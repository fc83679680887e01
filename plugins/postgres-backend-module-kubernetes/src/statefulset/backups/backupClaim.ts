import { ConflictError } from '@backstage/errors';
import type {
  ClusterClient,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests/plan';
import { message } from '../messages';
import { namesOf, resources } from '../model';
import { ownerOf } from '../write/ownerOf';

/**
 * Returns the live volume claim of the backups of a database.
 *
 * @throws ConflictError if there is none, or if it is being deleted or that of
 * another database: its name alone does not tell.
 */
export async function backupClaimOf(
  client: ClusterClient,
  { namespace, name, owner }: DatabasePlan,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const id = { namespace, name: namesOf(name).backup };
  const kind = resources.persistentVolumeClaims;
  const claim = await client.get(kind, id, { signal });
  if (!claim) throw new ConflictError(message('noBackupVolume', id).text);
  if (claim.metadata.deletionTimestamp || ownerOf(claim) !== owner?.uid)
    throw new ConflictError(message('foreignBackupVolume', id).text);
  return claim;
}
