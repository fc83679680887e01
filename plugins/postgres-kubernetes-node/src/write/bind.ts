import { ConflictError } from '@backstage/errors';
import type { Binding } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { retryOnConflict, type KubernetesObject } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import {
  recordOf,
  recordToAnnotations,
  checkRecordVersion,
  type DatabaseRecord,
} from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects } from './LiveObjects';
import { checkNotManaged } from './checkNotManaged';

/** Options of a bind. @public */
export interface BindRequest<Context extends ProviderContext> {
  context: Context;
  ref: string;
  binding: Binding;
  /** Returns the spec that would have created an adopted database. */
  specFromLive(live: KubernetesObject): DatabaseRecord['spec'];
}

/**
 * Replaces the binding. An adoption writes the record only.
 *
 * @throws ConflictError for a database that pgstage did not create unless
 * adopted, and for one that GitOps manages.
 * @public
 */
export async function bindDatabase<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  request: BindRequest<Context>,
  options: ProviderWriteOptions & { adopt?: boolean },
): Promise<KubernetesObject> {
  return retryOnConflict(() => bindOnce(objects, request, options));
}

async function bindOnce<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  { context, ref, binding, specFromLive }: BindRequest<Context>,
  { adopt, signal, recordVersion }: ProviderWriteOptions & { adopt?: boolean },
): Promise<KubernetesObject> {
  const { resource } = objects.model.kinds.clusters;
  const live = await objects.get(context, ref, signal);
  checkRecordVersion(ref, live, recordVersion);
  const { name, namespace, deletionTimestamp, annotations, resourceVersion } =
    live.metadata;
  const record = recordOf(annotations);
  if (deletionTimestamp) {
    throw new ConflictError(`Database '${name}' is being removed`);
  }
  if (!record.binding && !adopt) {
    throw new ConflictError(
      `${resource.kind} '${name}' in namespace '${namespace}' was not created by pgstage and is not bound to an entity: adopt it to manage it here`,
    );
  }
  const change = recordToAnnotations({
    binding,
    ...(!record.binding && { adopted: true, spec: specFromLive(live) }),
  });
  checkNotManaged(live, change);
  return context.client.patch(
    resource,
    live.metadata,
    { metadata: { resourceVersion, annotations: change } },
    { signal },
  );
}
