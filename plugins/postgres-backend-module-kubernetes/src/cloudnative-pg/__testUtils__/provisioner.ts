import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  dependenciesFor,
  shopRequest,
  type ApiServer,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  type Cluster,
  type ClusterClient,
  coreKinds,
  type KubernetesObject,
  type ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { CloudNativePgProvider } from '../CloudNativePgProvider';
import { createContexts } from '../createContexts';
import { namesOf, resources } from '../model';
import { createReadyPod, instanceMetadata } from './instancePod';

/** Files of deploy/kubernetes with the permissions to create and operate databases. */
const ROLES = ['observer.yaml', 'operator.yaml', 'store.yaml'];

/** CRDs of the operator itself, without its plugins. */
export const KINDS = [
  'clusters',
  'backups',
  'scheduledbackups',
  'poolers',
  'databases',
];

/** Returns the CRD files of the operator and of the Barman Cloud plugin in a folder. */
export const crdFiles = (folder: string) =>
  [
    ...KINDS.map(plural => `cnpg-1.30-${plural}.yaml`),
    'barman-cloud-0.14-objectstores.yaml',
  ].map(file => join(folder, file));

/** Creates providers with exactly the permissions of the shipped roles, and a client with all permissions. */
export class Provisioner {
  static readonly namespace = 'default';
  readonly admin: ClusterClient;

  private constructor(
    server: ApiServer,
    private readonly own: object,
    private readonly connect: () => Cluster,
  ) {
    this.admin = server.cluster().client;
  }

  /** @param more - further files of deploy/kubernetes whose permissions are granted. */
  static async start(
    server: ApiServer,
    crds: string[],
    own: object = {},
    more: string[] = [],
  ) {
    await server.installCrds(...crds);
    const account = ['pgstage', ...more].join('-').replace('.yaml', '');
    const kubeConfig = await server.serviceAccount(account, [
      ...ROLES,
      ...more,
    ]);
    return new Provisioner(server, own, () => server.cluster(kubeConfig));
  }

  /** @param through - wraps the cluster of the provider. */
  provider(through: (cluster: Cluster) => Cluster = cluster => cluster) {
    const config = new ConfigReader({
      postgres: { providers: { 'cloudnative-pg': this.own } },
    });
    return new CloudNativePgProvider(
      createContexts(config, dependenciesFor(through(this.connect()))),
    );
  }

  request(
    name: string,
    more: Partial<ProvisionDatabase> = {},
  ): ProvisionDatabase {
    return shopRequest('cloudnative-pg', name, more);
  }

  refOf = (name: string) =>
    `cloudnative-pg:test/${Provisioner.namespace}/${name}`;

  readonly get = (
    kind: ResourceKind,
    name: string,
  ): Promise<KubernetesObject | undefined> =>
    this.admin.get(kind, { namespace: Provisioner.namespace, name });

  async cluster(name: string): Promise<KubernetesObject> {
    const cluster = await this.get(resources.clusters, name);
    if (!cluster) throw new Error(`There is no Cluster ${name}`);
    return cluster;
  }

  /** Stands in for the operator: creates the application's login, and a primary that accepts connections. */
  async makeUsable(name: string, password: string): Promise<void> {
    const { metadata } = await this.cluster(name);
    await this.createLogin(name, password, metadata.uid!);
    await this.makeWritable(name);
    await createReadyPod(
      this.admin,
      instanceMetadata(
        { namespace: Provisioner.namespace, name },
        `${name}-1`,
        'primary',
      ),
    );
    await this.patchStatus(name, {
      phase: 'Cluster in healthy state',
      instances: 1,
      readyInstances: 1,
      currentPrimary: `${name}-1`,
      targetPrimary: `${name}-1`,
      instanceNames: [`${name}-1`],
      writeService: namesOf(name).readWriteService,
      secretsResourceVersion: { applicationSecretVersion: '1' },
    });
  }

  /** Routes its read-write Service to a primary. */
  async makeWritable(name: string): Promise<void> {
    await this.admin.create(coreKinds.endpointSlices, {
      metadata: {
        namespace: Provisioner.namespace,
        name: `${name}-rw-1`,
        labels: {
          'cnpg.io/cluster': name,
          'kubernetes.io/service-name': namesOf(name).readWriteService,
        },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
      ports: [{ port: 5432 }],
    });
  }

  /** @param owner - uid of the Cluster that owns the Secret. */
  async createLogin(
    name: string,
    password: string,
    owner: string,
  ): Promise<void> {
    await this.admin.create(coreKinds.secrets, {
      metadata: {
        namespace: Provisioner.namespace,
        name: namesOf(name).appSecret,
        ownerReferences: [
          {
            apiVersion: 'postgresql.cnpg.io/v1',
            kind: 'Cluster',
            name,
            uid: owner,
            controller: true,
          },
        ],
      },
      type: 'kubernetes.io/basic-auth',
      stringData: { username: name, password },
    });
  }

  async patchStatus(name: string, status: object): Promise<void> {
    const { metadata } = await this.cluster(name);
    await this.admin.patch(
      resources.clusters,
      metadata,
      { status },
      { subresource: 'status' },
    );
  }
}

export const actor = { actor: 'user:default/ada' };
