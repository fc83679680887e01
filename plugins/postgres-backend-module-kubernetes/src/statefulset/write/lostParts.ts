import { ConflictError } from '@backstage/errors';
import {
  recordOf,
  type ClusterClient,
  type KubernetesObject,
  type Manifest,
  type WriteOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { isBackupClaim } from '../backups/manifests';
import { message } from '../messages';
import {
  BACKUP_CLAIM,
  DATA_CLAIM,
  labels,
  primaryOf,
  resources,
} from '../model';
import { ownerOf, serviceOf } from './ownerOf';

/** Whether it is the volume claim of the primary. */
export const isPrimaryClaim = (
  service: KubernetesObject,
  { kind, object }: Manifest,
): boolean =>
  kind === resources.persistentVolumeClaims &&
  object.metadata.labels?.[labels.instance] === primaryOf(service);

/** Whether a part cannot be made again: another volume is empty, and another password is not that of the role. */
const isUnique = (service: KubernetesObject, part: Manifest): boolean =>
  part.kind === resources.secrets || isPrimaryClaim(service, part);

/** Whether the volume of the primary has existed, and the Secrets, which are created before it. */
function hasStarted({ metadata: { annotations } }: KubernetesObject): boolean {
  return (
    annotations?.[DATA_CLAIM] !== undefined ||
    recordOf(annotations).credentials !== undefined
  );
}

/** Whether a part of a database has existed with content that a new one would lack. */
function isIrreplaceable(service: KubernetesObject, part: Manifest): boolean {
  return isBackupClaim(part)
    ? service.metadata.annotations?.[BACKUP_CLAIM] !== undefined
    : isUnique(service, part) && hasStarted(service);
}

/**
 * Returns the parts of a database that have existed, are missing, and are not
 * created again automatically. A request creates another volume for backups.
 */
export async function lostParts(
  client: ClusterClient,
  service: KubernetesObject,
  required: Manifest[],
  signal?: AbortSignal,
): Promise<Manifest[]> {
  const lost: Manifest[] = [];
  for (const part of required.filter(each => isIrreplaceable(service, each))) {
    const { kind, object } = part;
    if (!(await client.get(kind, object.metadata, { signal }))) lost.push(part);
  }
  return lost;
}

/** Returns the Service that a part belongs to; undefined before it is created. */
async function liveOwnerOf(
  client: ClusterClient,
  part: Manifest,
  options: WriteOptions,
): Promise<KubernetesObject | undefined> {
  const { namespace } = part.object.metadata;
  const id = { namespace, name: serviceOf(part.object) };
  const live = await client.get(resources.services, id, options);
  return live?.metadata.uid === ownerOf(part.object) ? live : undefined;
}

/**
 * Checks that a missing part may be created.
 *
 * @throws ConflictError for one that has existed and cannot be made again.
 */
export async function checkNotLost(
  client: ClusterClient,
  part: Manifest,
  options: WriteOptions,
): Promise<void> {
  const { kind, object } = part;
  const { secrets, persistentVolumeClaims } = resources;
  if (kind !== secrets && kind !== persistentVolumeClaims) return;
  const owner = await liveOwnerOf(client, part, options);
  if (!owner || !isUnique(owner, part) || !hasStarted(owner)) return;
  const { name } = object.metadata;
  throw new ConflictError(
    message(
      kind === persistentVolumeClaims ? 'claimIsMissing' : 'secretIsMissing',
      {
        name,
      },
    ).text,
  );
}

/** Returns the annotation that records that a volume claim has existed. */
function markOf(service: KubernetesObject, part: Manifest): string | undefined {
  if (isPrimaryClaim(service, part)) return DATA_CLAIM;
  return isBackupClaim(part) ? BACKUP_CLAIM : undefined;
}

/** Records on the Service that the volume claim of the primary or of backups exists, before a pod writes to it. */
export async function recordClaim(
  client: ClusterClient,
  part: Manifest,
  options: WriteOptions,
): Promise<void> {
  if (part.kind !== resources.persistentVolumeClaims) return;
  const owner = await liveOwnerOf(client, part, options);
  const mark = owner && markOf(owner, part);
  if (!mark || owner.metadata.annotations?.[mark] !== undefined) return;
  const claim = await client.get(part.kind, part.object.metadata, options);
  if (!claim) return;
  const { namespace, name, uid } = owner.metadata;
  await client.patch(
    resources.services,
    { namespace, name },
    { metadata: { uid, annotations: { [mark]: claim.metadata.uid } } },
    options,
  );
}
