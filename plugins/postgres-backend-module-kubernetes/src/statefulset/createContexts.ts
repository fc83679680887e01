import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  clustersOf,
  type Clusters,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type {
  CredentialStore,
  CredentialTarget,
} from '@pgstage/backstage-plugin-postgres-node';
import { CONFIG_KEY, readStatefulSetConfig, StatefulSetContext } from './model';

/**
 * Returns a context for each Kubernetes cluster that the configuration selects;
 * none if the provider is not configured.
 *
 * @throws InputError that names the invalid key.
 */
export function createContexts({
  clusters,
  config,
  credentialTarget: { cluster, namespace },
  ...options
}: {
  clusters: Clusters;
  config: Config;
  /** Defaults of the credential store. */
  credentialTarget: CredentialTarget;
  credentialStore: (id: string) => CredentialStore;
  logger: LoggerService;
}): StatefulSetContext[] {
  const own = readStatefulSetConfig(config);
  const credentialTarget = {
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
  };
  return clustersOf(clusters, own, CONFIG_KEY).map(
    selected =>
      new StatefulSetContext({
        cluster: selected,
        config: own,
        credentialTarget,
        ...options,
      }),
  );
}
