import { mockServices } from '@backstage/backend-test-utils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { KubeConfig } from '@kubernetes/client-node';
import { Cluster, type ResourceKind } from '../cluster';
import { ClusterConnection } from '../cluster/api/ClusterConnection';
import { readRoles } from './readRoles';

const kind = (group: string, plural: string, name: string): ResourceKind => ({
  group,
  version: 'v1',
  plural,
  kind: name,
});
const RBAC = 'rbac.authorization.k8s.io';
const NAMESPACES = kind('', 'namespaces', 'Namespace');
const ACCOUNTS = kind('', 'serviceaccounts', 'ServiceAccount');

/** A namespace in a cluster that runs pods. It enforces the Pod Security Standard `restricted`. @public */
export class Nodes {
  readonly namespace = `pgstage-test-${process.pid}-${Date.now().toString(36)}`;
  readonly admin: Cluster;
  readonly #clusters: Cluster[] = [];

  constructor(private readonly kubeconfig: string) {
    this.admin = this.#cluster(this.adminConfig());
  }

  adminConfig(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromFile(this.kubeconfig);
    return config;
  }

  async start(): Promise<void> {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await this.admin.client.create(NAMESPACES, {
      metadata: { name: this.namespace, labels },
    });
  }

  async stop(): Promise<void> {
    await this.admin.client.delete(NAMESPACES, { name: this.namespace });
    this.#clusters.forEach(cluster => cluster.close());
  }

  /**
   * Returns the kubeconfig of a service account with exactly these roles in the
   * namespace, from files of deploy/kubernetes or absolute paths, and `more`
   * rules.
   */
  async account(
    name: string,
    files: string[],
    more: object[] = [],
  ): Promise<KubeConfig> {
    const { client } = this.admin;
    const metadata = { name, namespace: this.namespace };
    await client.create(ACCOUNTS, { metadata });
    const rules = files.flatMap(file =>
      readRoles(file).flatMap(role => role.rules),
    );
    await client.create(kind(RBAC, 'roles', 'Role'), {
      metadata,
      rules: [...rules, ...more],
    });
    await client.create(kind(RBAC, 'rolebindings', 'RoleBinding'), {
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    });
    const admin = this.adminConfig();
    const { status } = await new ClusterConnection(admin).json<{
      status: { token: string };
    }>({
      method: 'POST',
      path: `/api/v1/namespaces/${this.namespace}/serviceaccounts/${name}/token`,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' },
    });
    const config = new KubeConfig();
    config.loadFromClusterAndUser(admin.getCurrentCluster()!, {
      name,
      token: status.token,
    });
    return config;
  }

  cluster(config: KubeConfig): Cluster {
    return this.#cluster(config);
  }

  #cluster(config: KubeConfig): Cluster {
    const cluster = new Cluster(
      'test',
      'Test',
      config,
      mockServices.logger.mock(),
    );
    this.#clusters.push(cluster);
    return cluster;
  }
}

/** Defines a suite in a cluster that runs pods, with its own namespace. @public */
export function describeWithNodes(
  title: string,
  suite: (nodes: Nodes) => void,
): void {
  describeWithPart('KUBECONFIG', title, kubeconfig => {
    const nodes = new Nodes(kubeconfig);
    beforeAll(() => nodes.start());
    afterAll(() => nodes.stop());
    suite(nodes);
  });
}
