import {
  credentialTargetOf,
  ensureCredentials as ensureIn,
  loginPlaceOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, type FoundDatabase, resources } from '../model';
import { keepsLogin, observe } from '../observe';
import { askedTarget } from './askedTarget';

/**
 * Makes the credential store hold the login of a Cluster. Does nothing for an
 * adopted database: about that nothing changes but its record.
 */
export async function ensureCredentials(
  context: ClusterContext,
  found: FoundDatabase,
  signal?: AbortSignal,
): Promise<void> {
  if (!keepsLogin(found)) return;
  const { cluster } = found;
  const asked = askedTarget(cluster.record.spec.options);
  const place = {
    ...loginPlaceOf(found, observe(found)),
    target: credentialTargetOf(context, cluster, asked),
  };
  await ensureIn(context, found, resources.clusters, place, signal);
}
