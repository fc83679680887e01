import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { Cluster } from './Cluster';
import { createKubeConfig } from './config/createKubeConfig';
import { readClusters } from './config/readClusters';

/** All configured clusters. @public */
export class Clusters {
  constructor(private readonly clusters: Cluster[]) {}

  /**
   * Reads the configuration and calls no cluster.
   *
   * @throws InputError that names the wrong key.
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
    return this.clusters;
  }

  close(): void {
    this.clusters.forEach(cluster => cluster.close());
  }
}
