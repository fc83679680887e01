import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ClusterClient,
  KubernetesObject,
  ObjectId,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests';
import { message } from '../messages';
import { namesOf, resources, ROTATION } from '../model';
import { ownerOf } from '../write/ownerOf';

/** Key of the password that is being set; the old one is valid until the role has it. */
export const NEXT_PASSWORD = 'next-password';

/** The Secret with the login of the application. It contains passwords: never log it. */
export interface LoginSecret {
  id: ObjectId & { namespace: string };
  resourceVersion?: string;
  texts: Record<string, string>;
  /** The rotation that has begun and is not complete. */
  rotation?: string;
}

const textsOf = ({ data = {} }: KubernetesObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(data as Record<string, string>).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString(),
    ]),
  );

/**
 * Reads the Secret with the login.
 *
 * @throws NotFoundError; ConflictError if it is that of another database
 */
export async function readLogin(
  client: ClusterClient,
  { namespace, name, owner }: DatabasePlan,
  signal?: AbortSignal,
): Promise<LoginSecret> {
  const id = { namespace, name: namesOf(name).login };
  const secret = await client.get(resources.secrets, id, { signal });
  if (!secret)
    throw new NotFoundError(message('noLogin', { name: id.name }).text);
  if (ownerOf(secret) !== owner?.uid || secret.metadata.deletionTimestamp)
    throw new ConflictError(message('loginOfOther', { name: id.name }).text);
  const { annotations, resourceVersion } = secret.metadata;
  const texts = textsOf(secret);
  const rotation = annotations?.[ROTATION];
  return {
    id,
    resourceVersion,
    texts,
    rotation: texts[NEXT_PASSWORD] === undefined ? undefined : rotation,
  };
}

/** Writes texts of the Secret, if it is still as read. Null removes a key. */
export async function writeLogin(
  client: ClusterClient,
  { id, resourceVersion }: LoginSecret,
  texts: Record<string, string | null>,
  rotation: string | null,
  signal?: AbortSignal,
): Promise<void> {
  const data = Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      text === null ? null : Buffer.from(text).toString('base64'),
    ]),
  );
  await client.patch(
    resources.secrets,
    id,
    {
      metadata: { resourceVersion, annotations: { [ROTATION]: rotation } },
      data,
    },
    { signal },
  );
}
