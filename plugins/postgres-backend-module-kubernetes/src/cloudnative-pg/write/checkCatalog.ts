import {
  invalidField,
  UpstreamForbiddenError,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CallOptions,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, type ClusterSpec, resources } from '../model';
import type { ClusterPlan } from './manifests';

/**
 * Checks that the catalog has an image for the version. Admission does not check
 * it: the operator would report an incomplete image catalog and wait indefinitely.
 *
 * @throws InvalidFieldsError
 */
export async function checkCatalog(
  { client }: ClusterContext,
  { namespace, spec }: ClusterPlan,
  cluster: KubernetesObject,
  options: CallOptions,
): Promise<void> {
  const { imageCatalogRef } = cluster.spec as ClusterSpec;
  if (!imageCatalogRef) return;
  const { kind, name, major } = imageCatalogRef;
  const catalog = await (kind === 'ImageCatalog'
    ? client.get(resources.imageCatalogs, { namespace, name }, options)
    : client.get(resources.clusterImageCatalogs, { name }, options)
  ).catch(error => {
    // Without permission to read catalogs, the operator reports the problem later.
    if (error instanceof UpstreamForbiddenError) return null;
    throw error;
  });
  if (catalog === null) return;
  if (!catalog) {
    throw invalidField(
      spec.options.imageCatalog ? 'options.imageCatalog.name' : 'version',
      `requires the ${kind} '${name}', which does not exist`,
    );
  }
  const { images = [] } = (catalog.spec ?? {}) as {
    images?: Array<{ major: number }>;
  };
  const majors = images.map(image => image.major);
  if (!majors.includes(major)) {
    throw invalidField(
      'version',
      `must be one of ${majors.join(
        ', ',
      )}: the ${kind} '${name}' has no other versions`,
    );
  }
}
