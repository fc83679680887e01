import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  coreKinds,
  type ClusterClient,
  type Clusters,
  type KubernetesObject,
} from '../cluster';
import type { KubernetesStoreConfig } from './config';
import { belongsTo, entrySelector, refOfEntry, refSelector } from './names';

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
    const entries = await this.#select(refSelector(ref), options);
    return entries.filter(({ configMap }) => belongsTo(configMap, ref));
  }

  /**
   * Returns the refs of all entries, each once.
   *
   * @throws the error of a cluster, unless entries were found in another.
   */
  async refs(options?: ProviderCallOptions): Promise<string[]> {
    const entries = await this.#select(entrySelector, options);
    const refs = entries.flatMap(
      ({ configMap }) => refOfEntry(configMap) ?? [],
    );
    return [...new Set(refs)];
  }

  async #select(
    labelSelector: string,
    options?: ProviderCallOptions,
  ): Promise<CredentialEntryObjects[]> {
    const results = await Promise.allSettled(
      this.clusters
        .all()
        .flatMap(({ client }) =>
          (this.config.namespaces ?? [undefined]).map(namespace =>
            this.#selectIn(client, namespace, labelSelector, options),
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

  async #selectIn(
    client: ClusterClient,
    namespace: string | undefined,
    labelSelector: string,
    options?: ProviderCallOptions,
  ): Promise<CredentialEntryObjects[]> {
    try {
      const maps = await client.list(
        coreKinds.configMaps,
        { namespace, labelSelector },
        options,
      );
      return maps.map(configMap => ({
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
