import {
  credentialTargetOf,
  ensureCredentials as ensureIn,
  credentialSourceOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  type CloudNativePgSnapshot,
  resources,
} from '../model';
import { keepsLogin, observe } from '../observe';
import { requestedCredentialTarget } from './requestedCredentialTarget';

/**
 * Makes the credential store hold the login of a Cluster. Does nothing for an
 * adopted database: about that nothing changes but its record.
 */
export async function ensureCredentials(
  context: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  if (!keepsLogin(snapshot)) return;
  const { cluster } = snapshot;
  const asked = requestedCredentialTarget(cluster.record.spec.options);
  const source = {
    ...credentialSourceOf(snapshot, observe(snapshot)),
    target: credentialTargetOf(context, cluster, asked),
  };
  await ensureIn(context, snapshot, resources.clusters, source, signal);
}
