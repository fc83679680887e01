import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  coreKinds,
  ObjectNotFoundError,
  type ClusterClient,
  type KubernetesObject,
} from '../cluster';

const { configMaps, secrets } = coreKinds;

/**
 * Checks by a dry run that the API server would accept the objects of an entry. This
 * needs no right to read namespaces.
 *
 * @throws InvalidFieldsError if the namespace does not exist
 */
export async function checkWritable(
  client: ClusterClient,
  metadata: KubernetesObject['metadata'],
  options?: ProviderCallOptions,
): Promise<void> {
  try {
    for (const kind of [configMaps, secrets])
      await client.apply(kind, { metadata }, { ...options, dryRun: true });
  } catch (error) {
    // Server-side apply creates objects, so only the namespace can be missing.
    if (!(error instanceof ObjectNotFoundError)) throw error;
    throw invalidField(
      'target.namespace',
      `must exist: cluster '${client.cluster}' has no namespace '${metadata.namespace}', and Backstage does not create it`,
    );
  }
}
