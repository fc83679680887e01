import type { Config } from '@backstage/config';
import {
  contextsOf,
  type ContextDependencies,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { CONFIG_KEY, readStatefulSetConfig, StatefulSetContext } from './model';

/**
 * Returns a context for each Kubernetes cluster that the configuration selects;
 * none if the provider is not configured.
 *
 * @throws InputError that names the invalid key.
 */
export function createContexts(
  config: Config,
  dependencies: ContextDependencies,
): StatefulSetContext[] {
  return contextsOf(
    dependencies,
    readStatefulSetConfig(config),
    CONFIG_KEY,
    options => new StatefulSetContext(options),
  );
}
