import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import {
  type ApiServer,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  coreKinds,
  type KubernetesObject,
  recordToAnnotations,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  BARMAN_PLUGIN,
  BARMAN_SIDECAR,
  clusterKind,
  ClusterContext,
  cnpgKinds,
  labels,
  readCloudNativePgConfig,
  refOf,
  resources,
} from '../model';
import { condition, createReadyPod, instanceMetadata } from './instancePod';

const NAMESPACE = 'default';
export const actor = 'user:default/ada';
export const binding = {
  resourceRef: 'resource:default/orders',
  entityRefs: ['component:default/orders'],
  owner: 'group:default/shop',
};

/** Returns a context with exactly the permissions of the shipped roles for operations. */
export async function operatorContext(
  server: ApiServer,
  store: CredentialStore,
  roles = ['observer.yaml', 'operator.yaml'],
): Promise<ClusterContext> {
  const kubeConfig = await server.serviceAccount(
    `operator-${roles.length}`,
    roles,
  );
  return new ClusterContext({
    cluster: server.cluster(kubeConfig),
    config: readCloudNativePgConfig(
      new ConfigReader({
        postgres: {
          providers: {
            'cloudnative-pg': {
              credentialStore: store.id,
              image: 'example.com/pg:{version}',
              versions: ['18', '17.6'],
            },
          },
        },
      }),
    ),
    credentialTarget: {},
    credentialStore: () => store,
    logger: mockServices.logger.mock(),
  });
}

/** The objects that the operator would have created: it does not run in this test. */
export class OperatedCluster {
  readonly ref: string;
  readonly id: { namespace: string; name: string };

  constructor(
    private readonly server: ApiServer,
    private readonly context: ClusterContext,
    readonly name: string,
  ) {
    this.id = { namespace: NAMESPACE, name };
    this.ref = refOf({ cluster: context.name, namespace: NAMESPACE, name });
  }

  get #admin() {
    return this.server.cluster().client;
  }

  /** Creates a Cluster with three instances, the first one as primary, and waits until all are cached. */
  async create({
    spec = {},
    status = {},
    metadata = {},
    instances = 3,
  }: {
    spec?: object;
    status?: object;
    metadata?: Partial<KubernetesObject['metadata']>;
    instances?: number;
  } = {}): Promise<void> {
    const names = Array.from(
      { length: instances },
      (_, at) => `${this.name}-${at + 1}`,
    );
    await this.#admin.create(resources.clusters, {
      metadata: {
        ...this.id,
        ...metadata,
        annotations: {
          ...recordToAnnotations({ spec: {}, binding }),
          ...metadata.annotations,
        },
      },
      spec: {
        instances,
        storage: { size: '1Gi' },
        imageName: 'postgres:17.6',
        bootstrap: { initdb: { database: 'orders', owner: 'shop' } },
        ...spec,
      },
    });
    await this.patchStatus({
      phase: 'Cluster in healthy state',
      currentPrimary: names[0],
      targetPrimary: names[0],
      instanceNames: names,
      instances,
      readyInstances: instances,
      conditions: [
        condition('Ready', 'True'),
        condition('ContinuousArchiving', 'True'),
      ],
      ...status,
    });
    const { plugins = [] } = spec as { plugins?: { name: string }[] };
    const sidecars = plugins.some(({ name }) => name === BARMAN_PLUGIN)
      ? [BARMAN_SIDECAR]
      : [];
    for (const [at, name] of names.entries())
      await this.#instance(name, at === 0, sidecars);
    await this.#waitForCache(names.length);
  }

  async patchStatus(status: object): Promise<void> {
    await this.#admin.patch(
      resources.clusters,
      this.id,
      { status },
      { subresource: 'status' },
    );
  }

  /** Waits until the predicate holds for the cache. */
  async until(holds: () => unknown): Promise<void> {
    await waitFor(() => {
      if (!holds()) throw new Error(`Not true for the cache: ${holds}`);
    });
  }

  async live(): Promise<KubernetesObject> {
    const live = await this.#admin.get(resources.clusters, this.id);
    if (!live) throw new Error(`${this.name} does not exist`);
    return live;
  }

  async annotation(name: string): Promise<string | undefined> {
    return (await this.live()).metadata.annotations?.[name];
  }

  async #instance(
    name: string,
    primary: boolean,
    sidecars: string[],
  ): Promise<void> {
    const own = instanceMetadata(
      this.id,
      name,
      primary ? 'primary' : 'replica',
    );
    await this.#admin.create(coreKinds.persistentVolumeClaims, {
      metadata: {
        ...own,
        labels: { ...own.labels, [labels.pvcRole]: 'PG_DATA' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await createReadyPod(this.#admin, own, sidecars);
  }

  async #waitForCache(pods: number): Promise<void> {
    const { watch } = this.context;
    await this.until(
      () =>
        watch.store(clusterKind).get(this.id)?.status.currentPrimary &&
        watch
          .store(cnpgKinds.volumeClaims)
          .by('cluster', `${NAMESPACE}/${this.name}`).length === pods &&
        watch
          .store(cnpgKinds.pods)
          .by('cluster', `${NAMESPACE}/${this.name}`)
          .filter(({ value }) => value.ready).length === pods,
    );
  }
}
