import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { recordToAnnotations } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, type FoundDatabase, resources } from '../model';
import {
  appSecretOf,
  isOfAnother,
  secretForWriting,
  textsOf,
} from '../operate/appSecret';
import { credentialEntryOf } from '../operate/credentialEntry';
import { keepsLogin } from '../observe';
import { credentialTargetOf } from './credentialTarget';

/**
 * Makes the credential store hold the login that the operator made. Does
 * nothing while the operator has made none yet, and for an adopted database:
 * about that nothing changes but its record.
 */
export async function ensureCredentials(
  context: ClusterContext,
  found: FoundDatabase,
  signal?: AbortSignal,
): Promise<void> {
  const { cluster, ref } = found;
  const { record } = cluster;
  if (!keepsLogin(found)) return;
  const login = await readLogin(context, found, signal);
  if (!login) return;
  const store = context.credentialStore();
  const entry: CredentialEntry = {
    ...credentialEntryOf(found),
    ...login,
    target: credentialTargetOf(context, cluster, record.spec.options),
  };
  const existing = await store.read(ref);
  const reference =
    existing && isDeepStrictEqual(comparable(existing), comparable(entry))
      ? await store.find(ref)
      : await store.write(entry);
  if (!reference || isDeepStrictEqual(reference, record.credentials)) return;
  // What GitOps manages is not written to; the application finds its Secret all the same.
  if (cluster.managedBy) return;
  await context.client.patch(
    resources.clusters,
    cluster,
    {
      metadata: {
        // Not one of the same name that was made since.
        uid: cluster.uid,
        annotations: recordToAnnotations({ credentials: reference }),
      },
    },
    { signal },
  );
}

/** Of a target only what was asked for: a store may tell more. */
function comparable({ target, ...entry }: CredentialEntry) {
  return {
    ...entry,
    target: { cluster: target?.cluster, namespace: target?.namespace },
  };
}

async function readLogin(
  { client }: ClusterContext,
  found: FoundDatabase,
  signal?: AbortSignal,
): Promise<{ user: string; password: string } | undefined> {
  try {
    const secret = await secretForWriting(client, appSecretOf(found), signal);
    if (isOfAnother(secret, found.cluster)) return undefined;
    const { username, password } = textsOf(secret);
    return username && password ? { user: username, password } : undefined;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
