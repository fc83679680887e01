import type { Config } from '@backstage/config';
import type {
  ClusterConfig,
  ClusterLogin,
  UnusableCluster,
} from './ClusterConfig';
import { CLUSTER_NAME, CLUSTER_NAME_RULE } from './ownClusters';

const KEY = 'kubernetes.clusterLocatorMethods';
const INSTEAD =
  'name the cluster in postgres.kubernetes.clusters with a kubeconfig context instead';

/** Annotations with which Backstage's plugin configures a login. */
const AUTH_PROVIDER = 'kubernetes.io/auth-provider';
const METADATA = {
  assumeRole: 'kubernetes.io/aws-assume-role',
  externalId: 'kubernetes.io/aws-external-id',
};

function login(cluster: Config): ClusterLogin | string {
  const metadata =
    cluster.getOptional<Record<string, string>>('authMetadata') ?? {};
  const provider =
    metadata[AUTH_PROVIDER] ?? cluster.getOptionalString('authProvider');
  switch (provider) {
    case 'serviceAccount': {
      const token =
        cluster.getOptionalString('serviceAccountToken') ??
        metadata.serviceAccountToken;
      return token ? { type: 'token', token } : { type: 'pod' };
    }
    case 'aws':
    case 'azure':
    case 'googleServiceAccount': {
      const authMetadata = { ...metadata };
      for (const [key, annotation] of Object.entries(METADATA)) {
        const value = cluster.getOptionalString(key);
        if (value) authMetadata[annotation] = value;
      }
      return { type: 'strategy', provider, authMetadata };
    }
    case 'google':
    case 'oidc':
    case 'aks':
      return `authProvider '${provider}' logs in with the token of the signed-in user, and databases are watched without one`;
    default:
      return `authProvider '${provider ?? ''}' is not known`;
  }
}

/**
 * Returns the clusters of Backstage's own `kubernetes` section. That section
 * may serve other plugins as well, so clusters that pgstage cannot use are
 * reported and left out; only an invalid section fails the start.
 */
export function readBackstageClusters(config: Config): {
  clusters: ClusterConfig[];
  unusable: UnusableCluster[];
} {
  const clusters: ClusterConfig[] = [];
  const unusable: UnusableCluster[] = [];
  const skip = (key: string, reason: string) =>
    unusable.push({ key, reason: `${reason}; ${INSTEAD}` });

  const methods = config.getOptionalConfigArray(KEY) ?? [];
  methods.forEach((method, methodIndex) => {
    const key = `${KEY}.${methodIndex}`;
    const type = method.getString('type');
    if (type !== 'config') {
      skip(
        key,
        `clusters of type '${type}' are supported by Backstage's Kubernetes plugin only`,
      );
      return;
    }
    method.getConfigArray('clusters').forEach((cluster, index) => {
      const clusterKey = `${key}.clusters.${index}`;
      const name = cluster.getString('name');
      const url = cluster.getString('url');
      const how = login(cluster);
      if (typeof how === 'string') {
        skip(clusterKey, how);
      } else if (!CLUSTER_NAME.test(name)) {
        skip(clusterKey, `the name '${name}' ${CLUSTER_NAME_RULE}`);
      } else {
        clusters.push({
          name,
          title: cluster.getOptionalString('title') ?? name,
          key: clusterKey,
          access: {
            type: 'address',
            url,
            caData: cluster.getOptionalString('caData'),
            caFile: cluster.getOptionalString('caFile'),
            skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify'),
            login: how,
          },
        });
      }
    });
  });
  return { clusters, unusable };
}
