import type {
  ClusterClient,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources } from '../model';

/** Returns the annotation of a volume claim of backups that permits the database of a Service to restore one of them. */
const grantOf = (service: string): string =>
  `restore.statefulset.pgstage.io/${service}`;

/**
 * Permits the database of a Service to restore a backup, or withdraws it. The
 * record on that Service is no permission: whoever may create Services can write
 * it, but not the claim.
 *
 * @param service - uid of the Service
 * @param backup - id of the backup; undefined to withdraw
 */
export async function grantRestore(
  client: ClusterClient,
  claim: KubernetesObject,
  service: string,
  backup: string | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const { uid, annotations } = claim.metadata;
  if (annotations?.[grantOf(service)] === backup) return;
  await client.patch(
    resources.persistentVolumeClaims,
    claim.metadata,
    { metadata: { uid, annotations: { [grantOf(service)]: backup ?? null } } },
    { signal },
  );
}

/** Whether the database of a Service may restore this backup of the claim. */
export const mayRestore = (
  { metadata: { annotations, deletionTimestamp } }: KubernetesObject,
  service: string,
  backup: string,
): boolean => !deletionTimestamp && annotations?.[grantOf(service)] === backup;
