import { targetRequestOf } from './askedTarget';
import { ConflictError } from '@backstage/errors';
import type {
  ProviderWriteOptions,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  type KubernetesObject,
  managedBy,
  checkInitSql,
  partsOf,
  checkCredentialTarget,
  checkExisting,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  clusterKind,
  findParts,
  resources,
} from '../model';
import { withArchiveFolder } from './archiveFolder';
import { checkCatalog } from './checkCatalog';
import { isDue } from './due';
import { parts } from './parts';
import { manifestsOf } from './manifests';
import { planOf, requestHash } from './planOf';
import { recordedPlan } from './recordedPlan';

/**
 * Creates the database, or completes what a crash left. The Cluster is created
 * in one write with its record: of two who try, one succeeds, and the other
 * finds it. Everything else is made to fit that record, so that repeating this
 * or the next reconcile goes on from wherever it stopped.
 *
 * @returns the Cluster, and whether it exists or only would.
 */
export async function create(
  context: ClusterContext,
  request: ProvisionDatabase,
  { actor, dryRun, signal }: ProviderWriteOptions & { dryRun?: boolean },
): Promise<{ cluster: KubernetesObject; exists: boolean }> {
  const { client } = context;
  const plan = withArchiveFolder(planOf(context.config, request, actor));
  checkCredentialTarget(context, targetRequestOf(plan));
  const manifests = manifestsOf(plan);
  const id = { namespace: plan.namespace, name: plan.name };
  const read = () => client.get(resources.clusters, id, { signal });

  let live = await read();
  if (!live) {
    await checkCatalog(context, plan, manifests.cluster.object, { signal });
    await checkInitSql(context.jobs, plan.namespace, plan.spec.options, signal);
    // Admission judges all of it before anything is there.
    for (const part of partsOf(manifests)) {
      await parts.ensure(client, plan.ref, part, { dryRun: true, signal });
    }
    const checked = await parts.createOnce(client, manifests.cluster, {
      dryRun: true,
      signal,
    });
    if (dryRun && checked) return { cluster: checked, exists: false };
    // What is there already is made to fit when it is known who has the name.
    for (const part of manifests.before) {
      await parts.createOnce(client, part, { signal });
    }
    live =
      (await parts.createOnce(client, manifests.cluster, { signal })) ??
      (await read());
  }
  if (!live)
    throw new ConflictError(
      `Database '${plan.name}' was removed meanwhile: try again`,
    );
  checkExisting(
    live,
    { ...plan, kind: resources.clusters, hash: requestHash(request) },
    request,
  );
  // What a pull request brought is completed by the tool that applies it.
  if (!dryRun && !managedBy(live)) {
    const found = findParts(context, clusterKind.slim(live));
    const recorded = recordedPlan(context, found.cluster);
    for (const part of partsOf(manifestsOf(recorded))) {
      if (!isDue(part, found)) continue;
      await parts.ensure(client, plan.ref, part, { signal });
    }
  }
  return { cluster: live, exists: true };
}
