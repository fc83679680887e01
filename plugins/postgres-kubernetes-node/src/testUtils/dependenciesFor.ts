import { mockServices } from '@backstage/backend-test-utils';
import { Clusters, type Cluster } from '../cluster';
import { KubernetesCredentialStore } from '../credentials';
import type { ContextDependencies } from '../model';

/** Returns the dependencies of a provider with one cluster, whose Secrets are its credential store. @public */
export function dependenciesFor(cluster: Cluster): ContextDependencies {
  const clusters = new Clusters([cluster]);
  const store = new KubernetesCredentialStore(clusters, {});
  return {
    clusters,
    credentialTarget: {},
    credentialStore: () => store,
    logger: mockServices.logger.mock(),
  };
}
