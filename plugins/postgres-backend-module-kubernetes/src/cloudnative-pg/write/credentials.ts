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
 * Writes the login of a Cluster to the credential store. Does nothing for an
 * adopted database, of which pgstage changes only the record.
 */
export async function ensureCredentials(
  context: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  if (!keepsLogin(snapshot)) return;
  const { cluster } = snapshot;
  const requested = requestedCredentialTarget(cluster.record.spec.options);
  const source = {
    ...credentialSourceOf(snapshot, observe(snapshot)),
    target: credentialTargetOf(context, cluster, requested),
  };
  await ensureIn(context, snapshot, resources.clusters, source, signal);
}
