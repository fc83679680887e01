import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  coreKinds,
  MissingObjectError,
  type ClusterClient,
  type KubernetesObject,
  type ObjectId,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources, type FoundDatabase } from '../model';
import { loginSecret } from '../observe';

/**
 * The Secret with the login of the application's role.
 *
 * @throws ConflictError where the database has none of its own.
 */
export function appSecretOf(found: FoundDatabase): ObjectId {
  const { namespace } = found.cluster;
  const { name, none } = loginSecret(found);
  if (none !== undefined) throw new ConflictError(none);
  return { namespace, name };
}

/**
 * Shows the Secret by a patch that changes nothing: who may write it needs no
 * right to read.
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
    if (error instanceof MissingObjectError) throw noSecret(id);
    throw error;
  }
}

/** @throws ConflictError for a Secret that another controller would write over. */
export function refuseIfKept(secret: KubernetesObject): void {
  const owner = secret.metadata.ownerReferences?.find(
    ({ controller, apiVersion }) =>
      controller && !apiVersion.startsWith(`${resources.clusters.group}/`),
  );
  if (owner) {
    throw new ConflictError(
      `Secret '${secret.metadata.name}' is kept by ${owner.kind} '${owner.name}': change the password where that reads it`,
    );
  }
}

/** Whether it was made for an earlier Cluster of this name: it goes as soon as Kubernetes comes to it. */
export function isOfAnother(
  { metadata }: KubernetesObject,
  { uid }: { uid?: string },
): boolean {
  const owner = metadata.ownerReferences?.find(
    ({ kind, apiVersion }) =>
      kind === resources.clusters.kind &&
      apiVersion.startsWith(`${resources.clusters.group}/`),
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

/** The data as text. Holds a password: never log it. */
export function textsOf(secret: KubernetesObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries((secret.data ?? {}) as Record<string, string>).map(
      ([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')],
    ),
  );
}
