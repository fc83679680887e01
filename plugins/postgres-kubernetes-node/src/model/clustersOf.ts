import { InputError } from '@backstage/errors';
import type { Cluster, Clusters } from '../cluster';
import type { DatabaseConfig } from '../config/databaseConfig';

/**
 * Returns the Kubernetes clusters of a provider's configuration; none if the
 * provider is disabled. Sends no request: the watch detects whether the
 * operator is installed.
 *
 * @param key - of the configuration, for messages
 * @throws InputError that names the wrong key.
 */
export function clustersOf(
  clusters: Clusters,
  {
    enabled,
    clusters: configured,
  }: Pick<DatabaseConfig, 'enabled' | 'clusters'>,
  key: string,
): Cluster[] {
  if (!enabled) return [];
  const names = clusters.all().map(({ name }) => name);
  const unknown = configured?.find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `Wrong configuration: ${key}.clusters names '${unknown}', which is none of the clusters ${names.join(
        ', ',
      )}`,
    );
  }
  return clusters
    .all()
    .filter(({ name }) => configured?.includes(name) ?? true);
}
