import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readBackstageClusters } from './backstageClusters';
import type { ClusterConfig, UnusableCluster } from './ClusterConfig';
import { readOwnClusters } from './ownClusters';

/**
 * Returns the clusters of `postgres.kubernetes.clusters`; without that key
 * those of Backstage's `kubernetes` section; and without both, if
 * `postgres.kubernetes.useKubeconfig` is on and `KUBECONFIG` is set, the
 * kubeconfig's current context under the name `kubeconfig`.
 */
export function readClusters(
  config: Config,
  env: NodeJS.ProcessEnv = process.env,
): { clusters: ClusterConfig[]; unusable: UnusableCluster[] } {
  const own = readOwnClusters(config);
  const found = own
    ? { clusters: own, unusable: [] }
    : readBackstageClusters(config);

  const names = new Set<string>();
  for (const { name, key } of found.clusters) {
    if (names.has(name)) {
      throw new InputError(
        `Wrong configuration: ${key}.name '${name}' is taken by another cluster`,
      );
    }
    names.add(name);
  }
  if (
    !own &&
    !found.clusters.length &&
    env.KUBECONFIG &&
    config.getOptionalBoolean('postgres.kubernetes.useKubeconfig')
  ) {
    found.clusters.push({
      name: 'kubeconfig',
      title: 'Cluster of KUBECONFIG',
      key: 'postgres.kubernetes.useKubeconfig',
      access: { type: 'kubeconfig' },
    });
  }
  return found;
}
