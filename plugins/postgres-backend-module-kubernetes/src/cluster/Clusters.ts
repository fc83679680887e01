import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Cluster } from './Cluster';
import { createKubeConfig } from './config/createKubeConfig';
import { readClusters } from './config/readClusters';

/** All clusters that the configuration names. @public */
export class Clusters {
  readonly #clusters: Map<string, Cluster>;

  constructor(clusters: Cluster[]) {
    this.#clusters = new Map(clusters.map(cluster => [cluster.name, cluster]));
  }

  /**
   * Reads the configuration and calls no cluster.
   *
   * @throws InputError that names the key which is wrong.
   */
  static async fromConfig(
    config: Config,
    logger: LoggerService,
  ): Promise<Clusters> {
    const { clusters, unusable } = readClusters(config);
    for (const { key, reason } of unusable) {
      logger.warn(`${key} is not used for PostgreSQL: ${reason}`);
    }
    return new Clusters(
      await Promise.all(
        clusters.map(
          async cluster =>
            new Cluster(
              cluster.name,
              cluster.title,
              await createKubeConfig(cluster, { config, logger }),
              logger,
            ),
        ),
      ),
    );
  }

  all(): Cluster[] {
    return [...this.#clusters.values()];
  }

  /** @throws InputError that lists the clusters there are. */
  get(name: string): Cluster {
    const cluster = this.#clusters.get(name);
    if (cluster) return cluster;
    throw new InputError(
      `There is no Kubernetes cluster '${name}'; there are ${
        [...this.#clusters.keys()].join(', ') || 'none'
      }`,
    );
  }

  close(): void {
    this.all().forEach(cluster => cluster.close());
  }
}
