import type { Binding } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  bindDatabase,
  bytesOf,
  majorOfImage,
  type DatabaseRecord,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  type KeptClusterSpec,
  type KeptClusterStatus,
  liveClusters,
} from '../model';

/** What an adopted Cluster would have been asked for with. */
export function specOfForeign(
  object: KubernetesObject,
): DatabaseRecord['spec'] {
  const { spec = {}, status = {} } = object as {
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

/** Replaces the binding of a Cluster. */
export async function bind(
  context: ClusterContext,
  ref: string,
  binding: Binding,
  options: ProviderWriteOptions & { adopt?: boolean },
): Promise<KubernetesObject> {
  const request = { context, ref, binding, specOf: specOfForeign };
  return bindDatabase(liveClusters, request, options);
}
