import { existsSync } from 'node:fs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import { createStrategyAuthenticator } from './backstageStrategies';
import type { ClusterAccess, ClusterConfig } from './ClusterConfig';

const POD = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Returns client-node's configuration to log in to the cluster.
 *
 * @throws InputError naming the key, if files or contexts do not exist.
 */
export async function createKubeConfig(
  cluster: ClusterConfig,
  services: { config: Config; logger: LoggerService },
): Promise<KubeConfig> {
  const kubeConfig = new KubeConfig();
  const { access, key } = cluster;
  if (access.type === 'kubeconfig') {
    loadKubeconfig(kubeConfig, access, key);
  } else if (access.type === 'in-cluster') {
    requirePod(key);
    kubeConfig.loadFromCluster();
  } else {
    await loadAddress(kubeConfig, access, cluster, services);
  }
  const server = kubeConfig.getCurrentCluster();
  if (server?.server.startsWith('http:') && !server.skipTLSVerify) {
    throw wrong(
      `${key} has an http: address, which would send credentials unencrypted; set skipTLSVerify to allow it`,
    );
  }
  return kubeConfig;
}

function loadKubeconfig(
  kubeConfig: KubeConfig,
  { file, context }: Extract<ClusterAccess, { type: 'kubeconfig' }>,
  key: string,
): void {
  const path = file ?? process.env.KUBECONFIG ?? '~/.kube/config';
  try {
    if (file) kubeConfig.loadFromFile(file);
    else kubeConfig.loadFromDefault();
  } catch {
    // The parser's message would quote the file.
    throw wrong(`${key}: the kubeconfig '${path}' cannot be read`);
  }
  if (context) kubeConfig.setCurrentContext(context);
  if (!kubeConfig.getCurrentCluster()) {
    const known = kubeConfig.getContexts().map(({ name }) => name);
    throw wrong(
      `${key}: the kubeconfig '${path}' has no usable context '${kubeConfig.getCurrentContext()}'; it has ${
        known.join(', ') || 'none'
      }`,
    );
  }
}

async function loadAddress(
  kubeConfig: KubeConfig,
  access: Extract<ClusterAccess, { type: 'address' }>,
  cluster: ClusterConfig,
  services: { config: Config; logger: LoggerService },
): Promise<void> {
  const { url, caData, caFile, skipTLSVerify = false, login } = access;
  const { name, key } = cluster;
  if (caFile && !existsSync(caFile)) {
    throw wrong(`${key}.caFile '${caFile}' does not exist`);
  }
  const server = { name, server: url, caData, caFile, skipTLSVerify };
  if (login.type === 'pod') {
    requirePod(`${key}.serviceAccountToken`);
    const config = { tokenFile: `${POD}/token` };
    kubeConfig.loadFromClusterAndUser(server, {
      name,
      authProvider: { name: 'tokenFile', config },
    });
  } else if (login.type === 'token') {
    kubeConfig.loadFromClusterAndUser(server, { name, token: login.token });
  } else {
    kubeConfig.addAuthenticator(
      await createStrategyAuthenticator({ name, key, url }, login, services),
    );
    kubeConfig.loadFromClusterAndUser(server, { name });
  }
}

function requirePod(key: string): void {
  if (!existsSync(`${POD}/token`)) {
    throw wrong(
      `${key} is missing, and Backstage does not run in a pod of Kubernetes whose token it could use`,
    );
  }
}

function wrong(message: string): InputError {
  return new InputError(`Wrong configuration: ${message}`);
}
