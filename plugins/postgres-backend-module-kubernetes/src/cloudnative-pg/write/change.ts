import { isDeepStrictEqual } from 'node:util';
import type { ChangeDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  changeDatabase,
  checkCredentialTarget,
  recordToAnnotations,
  type KubernetesObject,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { targetRequestOf } from './requestedCredentialTarget';
import {
  type ClusterContext,
  findParts,
  clusterKind,
  type ClusterSpec,
} from '../model';
import { changedPlan } from './changedSpec';
import { checkCatalog } from './checkCatalog';
import { mayWritePart } from './mayWritePart';
import { parts } from './parts';
import { checkMajorUpgrade } from './majorUpgrade';
import { manifestsOf } from './manifests';
import { recordedPlan } from './recordedPlan';

/**
 * Changes the spec of a database. Writes only the differences between the
 * recorded spec and the changed one.
 */
export async function change(
  context: ClusterContext,
  ref: string,
  live: KubernetesObject,
  request: ChangeDatabase,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const current = clusterKind.transform(live);
  const plan = recordedPlan(context, current);
  const changed = changedPlan(context, plan, request, live);
  if (request.options?.credentials)
    checkCredentialTarget(context, targetRequestOf(changed));
  await context.ready(signal);
  checkMajorUpgrade(plan, changed, findParts(context, current));

  const [before, after] = [manifestsOf(plan), manifestsOf(changed)];
  if (!isDeepStrictEqual(catalogOf(before.cluster), catalogOf(after.cluster))) {
    await checkCatalog(context, changed, after.cluster.object, { signal });
  }
  const { client } = context;
  return changeDatabase(
    parts,
    client,
    {
      ref,
      live,
      before,
      after,
      record: recordToAnnotations({ spec: changed.record.spec }),
      isAdopted: current.record.adopted,
      mayWrite: (part, written) =>
        mayWritePart(part, findParts(context, clusterKind.transform(written))),
    },
    signal,
  );
}

function catalogOf({ object }: Manifest) {
  return (object.spec as ClusterSpec).imageCatalogRef;
}
