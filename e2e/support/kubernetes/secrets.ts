import { KubeConfig } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../../plugins/postgres-kubernetes-node/src/cluster';
import { demo } from '../demo';
import { adminConnection } from './Operator';

/** Returns all passwords in the demo's Kubernetes, and the token of Backstage for it. */
export async function kubernetesSecrets(): Promise<string[]> {
  const { items } = await adminConnection().json<{ items: KubernetesObject[] }>(
    { path: '/api/v1/secrets' },
  );
  const passwords = items.flatMap(({ data = {} }) =>
    Object.entries(data as Record<string, string>)
      .filter(([key]) => /password/i.test(key))
      .map(([, value]) => Buffer.from(value, 'base64').toString()),
  );
  const login = new KubeConfig();
  login.loadFromFile(demo.kubeconfig);
  return [...passwords, login.getCurrentUser()!.token!];
}
