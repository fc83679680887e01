import { targetRequestOf } from './askedTarget';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { ChangeDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  retryOutdated,
  type KubernetesObject,
  type WriteOptions,
  recordOf,
  recordToAnnotations,
  refuseOtherRecord,
  refuseForeignFields,
  threeWayPatch,
  isSamePart,
  partsOf,
  refuseIfManaged,
  type Manifest,
  type Manifests,
  checkCredentialTarget,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  findParts,
  clusterKind,
  type KeptClusterSpec,
  resources,
  liveClusters,
} from '../model';
import { changedPlan } from './changedSpec';
import { checkCatalog } from './checkCatalog';
import { isDue } from './due';
import { parts } from './parts';
import { checkMajorUpgrade } from './majorUpgrade';
import { manifestsOf } from './manifests';
import { recordedPlan } from './recordedPlan';

/**
 * Changes what a database is. Only what differs between the recorded spec and
 * the changed one is written, so that neither a default that the configuration
 * has got since nor what others wrote comes along. The Cluster is patched with
 * its record in one write.
 */
export async function change(
  context: ClusterContext,
  ref: string,
  request: ChangeDatabase,
  options: ProviderWriteOptions,
): Promise<KubernetesObject> {
  return retryOutdated(() => changeOnce(context, ref, request, options));
}

async function changeOnce(
  context: ClusterContext,
  ref: string,
  request: ChangeDatabase,
  { signal, recordVersion }: ProviderWriteOptions,
): Promise<KubernetesObject> {
  const { client } = context;
  const live = await liveClusters.get(context, ref, signal);
  refuseOtherRecord(ref, live, recordVersion);
  if (!recordOf(live.metadata.annotations).binding) {
    throw new ConflictError(
      `Cluster '${live.metadata.name}' was not made by pgstage and belongs to no entity: bind it with adopt first`,
    );
  }
  refuseIfManaged(live);
  const kept = clusterKind.slim(live);
  const plan = recordedPlan(context, kept);
  const changed = changedPlan(context, plan, request, live);
  if (request.options?.credentials)
    checkCredentialTarget(context, targetRequestOf(changed));
  await context.ready(signal);
  checkMajorUpgrade(plan, changed, findParts(context, kept));

  const [before, after] = [manifestsOf(plan), manifestsOf(changed)];
  if (!isDeepStrictEqual(catalogOf(before.cluster), catalogOf(after.cluster))) {
    await checkCatalog(context, changed, after.cluster.object, { signal });
  }
  const specPatch = threeWayPatch(
    { spec: before.cluster.object.spec },
    { spec: after.cluster.object.spec },
    { spec: live.spec },
  );
  // What an adopted Cluster has is not in its record.
  refuseForeignFields(
    live,
    specPatch,
    kept.record.adopted ? live : before.cluster.object,
  );
  const patch = {
    ...specPatch,
    metadata: {
      resourceVersion: live.metadata.resourceVersion,
      annotations: recordToAnnotations({ spec: changed.record.spec }),
    },
  };
  const patchCluster = async (options: WriteOptions) => {
    try {
      return await client.patch(
        resources.clusters,
        live.metadata,
        patch,
        options,
      );
    } catch (error) {
      throw parts.toFormError(after.cluster, error);
    }
  };
  const ensure = async (all: Manifest[], options: WriteOptions) => {
    for (const part of all) {
      const was = partsOf(before).find(candidate =>
        isSamePart(candidate, part),
      );
      await parts.ensure(client, ref, part, options, was);
    }
  };
  // Admission judges all of it before anything is changed.
  await patchCluster({ dryRun: true, signal });
  await ensure(partsOf(after), { dryRun: true, signal });
  for (const part of goneFrom(before, after)) {
    await parts.delete(client, ref, part, { dryRun: true, signal });
  }
  await ensure(after.before, { signal });
  const written = await patchCluster({ signal });
  const found = findParts(context, clusterKind.slim(written));
  await ensure(
    after.after.filter(part => isDue(part, found)),
    { signal },
  );
  for (const part of goneFrom(before, after)) {
    await parts.delete(client, ref, part, { signal, drop: true });
  }
  return written;
}

function catalogOf({ object }: Manifest) {
  return (object.spec as KeptClusterSpec).imageCatalogRef;
}

function goneFrom(before: Manifests, after: Manifests): Manifest[] {
  return partsOf(before).filter(
    part => !partsOf(after).some(candidate => isSamePart(candidate, part)),
  );
}
