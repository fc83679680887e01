import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import type { Clusters } from '../cluster';
import type { DatabaseConfig } from '../config/databaseConfig';
import { clustersOf } from './clustersOf';
import type { ProviderConfig, ProviderContextOptions } from './ProviderContext';

/** Dependencies of the contexts of a provider, besides its configuration. @public */
export interface ContextDependencies
  extends Pick<
    ProviderContextOptions<ProviderConfig>,
    'credentialStore' | 'logger'
  > {
  /** The configured Kubernetes clusters. */
  clusters: Clusters;
  /** Defaults of the credential store. */
  credentialTarget: CredentialTarget;
}

/**
 * Returns a context for each Kubernetes cluster that the configuration of a
 * provider selects; none if the provider is disabled.
 *
 * @param key - of the configuration, for messages
 * @throws InputError that names the wrong key.
 * @public
 */
export function contextsOf<
  Config extends ProviderConfig & Pick<DatabaseConfig, 'enabled' | 'clusters'>,
  Context,
>(
  {
    clusters,
    credentialTarget: { cluster: target, namespace },
    credentialStore,
    logger,
  }: ContextDependencies,
  config: Config,
  key: string,
  create: (options: ProviderContextOptions<Config>) => Context,
): Context[] {
  // The configuration of the store can have further keys.
  const credentialTarget = {
    ...(target && { cluster: target }),
    ...(namespace && { namespace }),
  };
  return clustersOf(clusters, config, key).map(cluster =>
    create({ cluster, config, credentialTarget, credentialStore, logger }),
  );
}
