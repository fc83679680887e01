import type { Config } from '@backstage/config';
import {
  contextsOf,
  type ContextDependencies,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ClusterContext, CONFIG_KEY, readCloudNativePgConfig } from './model';

/**
 * Returns a context for each Kubernetes cluster that the configuration selects.
 *
 * @throws InputError that names the invalid key.
 */
export function createContexts(
  config: Config,
  dependencies: ContextDependencies,
): ClusterContext[] {
  return contextsOf(
    dependencies,
    readCloudNativePgConfig(config),
    CONFIG_KEY,
    options => new ClusterContext(options),
  );
}
