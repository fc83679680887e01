import type { ApiServer } from '../../plugins/postgres-kubernetes-node/src/testUtils/ApiServer';

/**
 * Grants what the peer reads by default and the roles of pgstage do not
 * contain, so that it does not log denied requests.
 */
export async function grantPeer(
  server: ApiServer,
  account: string,
): Promise<void> {
  const path = '/apis/rbac.authorization.k8s.io/v1';
  const metadata = { name: 'peer' };
  const rules = [
    {
      apiGroups: ['', 'apps', 'autoscaling', 'batch', 'networking.k8s.io'],
      resources: [
        'configmaps',
        'limitranges',
        'resourcequotas',
        'deployments',
        'replicasets',
        'statefulsets',
        'daemonsets',
        'horizontalpodautoscalers',
        'jobs',
        'cronjobs',
        'ingresses',
      ],
      verbs: ['get', 'list', 'watch'],
    },
  ];
  const roleRef = {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'peer',
  };
  const subjects = [
    { kind: 'ServiceAccount', name: account, namespace: 'default' },
  ];
  const post = (kind: string, body: object) =>
    server.admin().json({ method: 'POST', path: `${path}/${kind}`, body });
  await post('clusterroles', { metadata, rules });
  await post('clusterrolebindings', { metadata, roleRef, subjects });
}
