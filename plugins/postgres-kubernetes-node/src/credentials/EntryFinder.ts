import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  coreKinds,
  type ClusterClient,
  type Clusters,
  type KubernetesObject,
} from '../cluster';
import type { KubernetesStoreConfig } from './config';
import { belongsTo, refSelector } from './names';

/** The location of an entry. */
export interface CredentialEntryObjects {
  client: ClusterClient;
  namespace: string;
  name: string;
  configMap: KubernetesObject;
}

/** Finds entries by the label on their ConfigMaps, which contain no secret. */
export class EntryFinder {
  constructor(
    private readonly clusters: Clusters,
    private readonly config: KubernetesStoreConfig,
  ) {}

  /**
   * Returns all locations of the entry; more than one only after a crash during
   * a move.
   *
   * @throws the error of a cluster, unless the entry was found in another.
   */
  async find(
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<CredentialEntryObjects[]> {
    const results = await Promise.allSettled(
      this.clusters
        .all()
        .flatMap(({ client }) =>
          (this.config.namespaces ?? [undefined]).map(namespace =>
            this.#findIn(client, namespace, ref, options),
          ),
        ),
    );
    const entries = results.flatMap(answer =>
      answer.status === 'fulfilled' ? answer.value : [],
    );
    const failed = results.find(answer => answer.status === 'rejected');
    if (failed && !entries.length) throw failed.reason;
    return entries;
  }

  async #findIn(
    client: ClusterClient,
    namespace: string | undefined,
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<CredentialEntryObjects[]> {
    try {
      const maps = await client.list(
        coreKinds.configMaps,
        { namespace, labelSelector: refSelector(ref) },
        options,
      );
      return maps
        .filter(map => belongsTo(map, ref))
        .map(configMap => ({
          client,
          namespace: configMap.metadata.namespace ?? '',
          name: configMap.metadata.name,
          configMap,
        }));
    } catch (error) {
      // Not every cluster has applications: without permission to read, no
      // entry can have been written there.
      const isOther = client.cluster !== this.config.cluster;
      if (error instanceof UpstreamForbiddenError && isOther) return [];
      throw error;
    }
  }
}
