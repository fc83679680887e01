import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import {
  bytesOf,
  majorOfImage,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterSpec, ClusterStatus } from '../model';

/** Returns the spec that corresponds to an adopted Cluster. */
export function specFromLive(object: KubernetesObject): DatabaseSpec {
  const { spec = {}, status = {} } = object as {
    spec?: ClusterSpec;
    status?: ClusterStatus;
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
