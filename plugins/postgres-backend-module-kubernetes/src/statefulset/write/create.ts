import type {
  ProviderWriteOptions,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  checkCredentialTarget,
  checkExisting,
  createDatabase,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { manifestsOf } from '../manifests';
import { resources, type StatefulSetContext } from '../model';
import { missingParts } from './OwnedPartWriter';
import { planOf, recordedPlan, requiredParts } from './plans';

/**
 * Creates the database, or completes a create that was interrupted: first the
 * Service with the record, then everything that it owns.
 *
 * @throws ConflictError for an existing database that has lost its volume.
 * @returns the Service, and whether it exists; after a dry run it does not.
 */
export async function create(
  context: StatefulSetContext,
  request: ProvisionDatabase,
  { actor, ...options }: ProviderWriteOptions & { dryRun?: boolean },
): Promise<{ cluster: KubernetesObject; exists: boolean }> {
  const plan = planOf(context, request, actor);
  const { ref, namespace, name, spec } = plan;
  checkCredentialTarget(context, { namespace });
  const { before, cluster } = manifestsOf(plan);
  const kind = resources.services;
  return createDatabase(
    missingParts,
    context.client,
    {
      ref,
      manifests: { before, cluster, after: requiredParts(plan) },
      check: async () => {},
      checkExisting: live =>
        checkExisting(live, { kind, namespace, name, spec }, request),
      partsOf: live => requiredParts(recordedPlan(context, live)),
    },
    options,
  );
}
