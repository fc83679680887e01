import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Binding } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  type KubernetesObject,
  managedBy,
  retryOutdated,
  annotationLines,
  bytesOf,
  type DatabaseRecord,
  recordOf,
  recordToAnnotations,
  refuseOtherRecord,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  type KeptClusterSpec,
  type KeptClusterStatus,
  placeOf,
  resources,
} from '../model';
import { majorOfImage } from './spec/words';

/** The Cluster of a ref. @throws NotFoundError */
export async function getCluster(
  { client }: ClusterContext,
  ref: string,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const { namespace, name, cluster } = placeOf(ref);
  const live = await client.get(
    resources.clusters,
    { namespace, name },
    { signal },
  );
  if (live) return live;
  throw new NotFoundError(
    `There is no database '${name}' in namespace '${namespace}' of cluster '${cluster}'`,
  );
}

/** @throws ConflictError that says where to change it and what to write there. */
export function refuseIfManaged(
  live: KubernetesObject,
  annotations?: Record<string, string>,
): void {
  const manager = managedBy(live);
  if (!manager) return;
  const lines = annotationLines(annotations ?? {});
  throw new ConflictError(
    `Database '${live.metadata.name}' is managed by ${
      manager.tool
    } and is not changed from here. ${manager.where}${
      lines && ` Set there, under metadata.annotations:\n${lines}`
    }`,
  );
}

/** What an adopted Cluster would have been asked for with. */
export function specOfForeign(live: KubernetesObject): DatabaseRecord['spec'] {
  const { spec = {}, status = {} } = live as {
    spec?: KeptClusterSpec;
    status?: KeptClusterStatus;
  };
  const { initdb, recovery, pg_basebackup } = spec.bootstrap ?? {};
  const bootstrap = initdb ?? recovery ?? pg_basebackup;
  const major =
    status.pgDataImageInfo?.majorVersion ??
    majorOfImage(spec.imageName ?? status.image ?? '');
  const size = spec.storage?.size;
  return {
    ...(major && { version: `${major}` }),
    ...(spec.instances && { instances: spec.instances }),
    ...(bytesOf(size) && { storage: size }),
    ...(bootstrap?.database && { database: bootstrap.database }),
    ...(bootstrap?.owner && { user: bootstrap.owner }),
  };
}

/**
 * Replaces the binding. Adopting writes the record and nothing else.
 *
 * @throws ConflictError for a Cluster that is not ours unless adopted, and for
 * one that GitOps manages.
 */
export async function bind(
  context: ClusterContext,
  ref: string,
  binding: Binding,
  options: ProviderWriteOptions & { adopt?: boolean },
): Promise<KubernetesObject> {
  return retryOutdated(() => bindOnce(context, ref, binding, options));
}

async function bindOnce(
  context: ClusterContext,
  ref: string,
  binding: Binding,
  { adopt, signal, recordVersion }: ProviderWriteOptions & { adopt?: boolean },
): Promise<KubernetesObject> {
  const live = await getCluster(context, ref, signal);
  refuseOtherRecord(ref, live, recordVersion);
  const { name, namespace, deletionTimestamp, annotations, resourceVersion } =
    live.metadata;
  const record = recordOf(annotations);
  if (deletionTimestamp) {
    throw new ConflictError(`Database '${name}' is being removed`);
  }
  if (!record.binding && !adopt) {
    throw new ConflictError(
      `Cluster '${name}' in namespace '${namespace}' was not made by pgstage and belongs to no entity: bind it with adopt to take it over`,
    );
  }
  const change = recordToAnnotations({
    binding,
    ...(!record.binding && { adopted: true, spec: specOfForeign(live) }),
  });
  refuseIfManaged(live, change);
  return context.client.patch(
    resources.clusters,
    live.metadata,
    { metadata: { resourceVersion, annotations: change } },
    { signal },
  );
}
