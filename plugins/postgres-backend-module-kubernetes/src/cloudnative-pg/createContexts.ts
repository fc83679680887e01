import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  CredentialStore,
  CredentialTarget,
} from '@pgstage/backstage-plugin-postgres-node';
import type { Clusters } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ClusterContext, readCloudNativePgConfig } from './model';

/**
 * One context for each Kubernetes cluster that the configuration wants; none
 * where the provider is switched off. Calls no cluster: whether the operator is
 * there is found out by watching.
 *
 * @throws InputError that names the key which is wrong.
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
}): ClusterContext[] {
  const own = readCloudNativePgConfig(config);
  if (!own.enabled) return [];
  const names = clusters.all().map(({ name }) => name);
  const unknown = own.clusters?.find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `Wrong configuration: postgres.providers.cloudnative-pg.clusters names '${unknown}', which is none of the clusters ${names.join(
        ', ',
      )}`,
    );
  }
  return clusters
    .all()
    .filter(({ name }) => own.clusters?.includes(name) ?? true)
    .map(
      found =>
        new ClusterContext({
          cluster: found,
          config: own,
          credentialTarget: {
            ...(cluster && { cluster }),
            ...(namespace && { namespace }),
          },
          ...options,
        }),
    );
}
