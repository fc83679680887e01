import type {
  ProviderWriteOptions,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  checkCredentialTarget,
  checkExisting,
  checkInitSql,
  createDatabase,
  partsOf,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  clusterKind,
  findParts,
  resources,
} from '../model';
import { withArchiveFolder } from './archiveFolder';
import { targetRequestOf } from './requestedCredentialTarget';
import { checkCatalog } from './checkCatalog';
import { mayWritePart } from './mayWritePart';
import { manifestsOf } from './manifests';
import { parts } from './parts';
import { planOf } from './planOf';
import { recordedPlan } from './recordedPlan';

/**
 * Creates the database, or completes a create that a crash interrupted.
 *
 * @returns the Cluster, and whether it exists; after a dry run it does not.
 */
export async function create(
  context: ClusterContext,
  request: ProvisionDatabase,
  { actor, ...options }: ProviderWriteOptions & { dryRun?: boolean },
): Promise<{ cluster: KubernetesObject; exists: boolean }> {
  const { signal } = options;
  const plan = withArchiveFolder(planOf(context.config, request, actor));
  checkCredentialTarget(context, targetRequestOf(plan));
  const { ref, namespace, spec } = plan;
  const manifests = manifestsOf(plan);
  const requested = { ...plan, kind: resources.clusters };
  return createDatabase(
    parts,
    context.client,
    {
      ref,
      manifests,
      check: async () => {
        const { object } = manifests.cluster;
        await checkCatalog(context, plan, object, { signal });
        await checkInitSql(context.jobs, namespace, spec.options, signal);
      },
      checkExisting: live => checkExisting(live, requested, request),
      partsOf: live => {
        const snapshot = findParts(context, clusterKind.transform(live));
        const recorded = recordedPlan(context, snapshot.cluster);
        return partsOf(manifestsOf(recorded)).filter(part =>
          mayWritePart(part, snapshot),
        );
      },
    },
    options,
  );
}
