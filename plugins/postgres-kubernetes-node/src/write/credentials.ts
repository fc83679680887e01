import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import type {
  CredentialEntry,
  CredentialTarget,
} from '@pgstage/backstage-plugin-postgres-node';
import type { ClusterClient, ResourceKind } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import { recordToAnnotations } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { CredentialSource } from '../operate/rotatePassword';
import { isOfAnother, secretForWriting, textsOf } from '../operate/secret';

/**
 * Stores the login that the operator created in the credential store. Does
 * nothing until the operator has created one.
 *
 * @param kind - of the database object
 * @public
 */
export async function ensureCredentials(
  context: ProviderContext,
  { cluster, ref }: Pick<Snapshot, 'cluster' | 'ref'>,
  kind: ResourceKind,
  source: CredentialSource & { target: CredentialTarget },
  signal?: AbortSignal,
): Promise<void> {
  const { record, uid } = cluster;
  const login = await readLogin(context.client, source, kind, uid, signal);
  if (!login) return;
  const store = context.credentialStore();
  const entry: CredentialEntry = {
    ...source.entry,
    ...login,
    target: source.target,
  };
  const existing = await store.read(ref);
  const reference =
    existing && isDeepStrictEqual(comparable(existing), comparable(entry))
      ? await store.find(ref)
      : await store.write(entry, { signal });
  if (!reference || isDeepStrictEqual(reference, record.credentials)) return;
  // pgstage does not write to objects that GitOps manages; the application
  // finds its Secret anyway.
  if (cluster.managedBy) return;
  await context.client.patch(
    kind,
    cluster,
    {
      metadata: {
        // Not a new database of the same name.
        uid: cluster.uid,
        annotations: recordToAnnotations({ credentials: reference }),
      },
    },
    { signal },
  );
}

/** Compares only the requested fields of a destination: a store may return more. */
function comparable({ target, ...entry }: CredentialEntry) {
  return {
    ...entry,
    target: { cluster: target?.cluster, namespace: target?.namespace },
  };
}

async function readLogin(
  client: ClusterClient,
  { secret: id }: CredentialSource,
  kind: ResourceKind,
  uid: string,
  signal?: AbortSignal,
): Promise<{ user: string; password: string } | undefined> {
  try {
    const secret = await secretForWriting(client, id, signal);
    if (isOfAnother(secret, kind, { uid })) return undefined;
    const { username, password } = textsOf(secret);
    return username && password ? { user: username, password } : undefined;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
