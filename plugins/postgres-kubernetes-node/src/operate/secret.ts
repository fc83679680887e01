import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  coreKinds,
  ObjectNotFoundError,
  type ClusterClient,
  type KubernetesObject,
  type ObjectId,
  type ResourceKind,
} from '../cluster';

/**
 * Returns the Secret by a patch that changes nothing: this needs the right to
 * write, not the right to read.
 *
 * @throws NotFoundError
 */
export async function secretForWriting(
  client: ClusterClient,
  id: ObjectId,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  try {
    return await client.patch(
      coreKinds.secrets,
      id,
      {},
      { dryRun: true, signal },
    );
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw noSecret(id);
    throw error;
  }
}

/** Whether an API version, such as `apps/v1` or `v1`, is one of a group; that of core kinds is empty. */
const isOfGroup = (apiVersion: string, group: string): boolean =>
  apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/'))) === group;

/** @throws ConflictError for a Secret that a controller other than the operator would overwrite. */
export function checkSecretIsWritable(
  secret: KubernetesObject,
  { group }: ResourceKind,
): void {
  const owner = secret.metadata.ownerReferences?.find(
    ({ controller, apiVersion }) => controller && !isOfGroup(apiVersion, group),
  );
  if (owner) {
    throw new ConflictError(
      `Secret '${secret.metadata.name}' is managed by ${owner.kind} '${owner.name}': change the password at its source`,
    );
  }
}

/** Whether it was created for an earlier database of this name: garbage collection deletes it. */
export function isOfAnother(
  { metadata }: KubernetesObject,
  { kind: ownKind, group }: ResourceKind,
  { uid }: { uid?: string },
): boolean {
  const owner = metadata.ownerReferences?.find(
    ({ kind, apiVersion }) => kind === ownKind && isOfGroup(apiVersion, group),
  );
  return (
    metadata.deletionTimestamp !== undefined ||
    (owner !== undefined && owner.uid !== uid)
  );
}

export function noSecret({ namespace, name }: ObjectId): NotFoundError {
  return new NotFoundError(
    `There is no Secret '${name}' in namespace '${namespace}' yet`,
  );
}

/** Returns the data as text. It contains a password: never log it. */
export function textsOf(secret: KubernetesObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries((secret.data ?? {}) as Record<string, string>).map(
      ([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')],
    ),
  );
}
