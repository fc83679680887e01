import { ConfigReader } from '@backstage/config';
import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import type {
  Cluster,
  ClusterClient,
  KubernetesObject,
  ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  dependenciesFor,
  finishJob,
  shopRequest,
  type ApiServer,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { createContexts } from '../createContexts';
import { labels, namesOf, PROVIDER_ID, resources } from '../model';
import { verdictWith } from './verdictWith';
import { StatefulSetProvider } from '../StatefulSetProvider';

export const actor = { actor: 'user:default/ada' };

const namespace = 'default';

const JOBS: ResourceKind = {
  group: 'batch',
  version: 'v1',
  plural: 'jobs',
  kind: 'Job',
};

/** Returns a provider for a cluster. */
export function createProvider(cluster: Cluster, own: object = {}) {
  const config = new ConfigReader({
    postgres: { providers: { [PROVIDER_ID]: own } },
  });
  return new StatefulSetProvider(
    createContexts(config, dependenciesFor(cluster)),
  );
}

/** Creates providers with exactly the rights of the shipped roles, and stands in for the controllers of Kubernetes. */
export class TestEnvironment {
  readonly admin: ClusterClient;

  private constructor(
    server: ApiServer,
    private readonly own: object,
    private readonly connect: () => Cluster,
  ) {
    this.admin = server.cluster().client;
  }

  static async start(server: ApiServer, own: object = {}) {
    const kubeConfig = await server.serviceAccount('pgstage', [
      'observer.yaml',
      'statefulset.yaml',
      'jobs.yaml',
      'store.yaml',
    ]);
    return new TestEnvironment(server, own, () => server.cluster(kubeConfig));
  }

  /** @param through - wraps the cluster of the provider. */
  provider(
    through: (cluster: Cluster) => Cluster = cluster => cluster,
    more: object = {},
  ) {
    return createProvider(through(this.connect()), { ...this.own, ...more });
  }

  request = (name: string, spec: DatabaseSpec = {}) =>
    shopRequest(PROVIDER_ID, name, spec);

  refOf = (name: string) => `${PROVIDER_ID}:test/${namespace}/${name}`;

  get = (kind: ResourceKind, name: string) =>
    this.admin.get(kind, { namespace, name });

  /** Returns the objects of a kind that belong to a database. */
  partsOf = (kind: ResourceKind, name: string) =>
    this.admin.list(kind, {
      namespace,
      labelSelector: `${labels.cluster}=${namesOf(name).readWrite}`,
    });

  /** Creates a database that pgstage does not manage: its Service. */
  async createForeign(name: string, more: Record<string, string> = {}) {
    const { readWrite, instance } = namesOf(name);
    await this.admin.create(resources.services, {
      metadata: {
        namespace,
        name: readWrite,
        labels: {
          [labels.cluster]: readWrite,
          [labels.endpoint]: 'read-write',
          ...more,
        },
      },
      spec: {
        selector: { [labels.instance]: instance(0) },
        ports: [{ port: 5432 }],
      },
    });
    return this.refOf(name);
  }

  /** Stands in for the controllers: each StatefulSet gets a ready pod, and the Service of the primary an endpoint. */
  async run(name: string): Promise<void> {
    for (const set of await this.partsOf(resources.statefulSets, name))
      await this.runSet(set.metadata.name);
    const { readWrite } = namesOf(name);
    await this.admin.create(resources.endpointSlices, {
      metadata: {
        namespace,
        name: readWrite,
        labels: {
          [labels.cluster]: readWrite,
          'kubernetes.io/service-name': readWrite,
        },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
      ports: [{ port: 5432 }],
    });
  }

  /** Returns the objects of backups of a kind that belong to a database. */
  backupsOf = (kind: ResourceKind, name: string) =>
    this.admin.list(kind, {
      namespace,
      labelSelector: `${labels.backupOf}=${namesOf(name).readWrite}`,
    });

  /** Ends the Job of a backup, as its script does. */
  async finishBackup(name: string, id: string, more: object = {}) {
    const jobs = await this.backupsOf(resources.jobs, name);
    const job = jobs.find(({ metadata }) => metadata.name.endsWith(`-${id}`));
    await finishJob(this.admin, job!, verdictWith([id], more));
  }

  /** Completes Jobs that rotate passwords as the controller does, with this verdict, until the signal is aborted. */
  async completeJobs(
    verdict: object,
    signal: AbortSignal,
    exitCode = 0,
  ): Promise<void> {
    while (!signal.aborted) {
      // A suite may have stopped the server.
      const jobs = await this.admin
        .list(JOBS, {
          namespace,
          labelSelector: 'pgstage.io/job=rotate-password',
        })
        .catch(() => []);
      for (const job of jobs) {
        const { suspend } = job.spec as { suspend?: boolean };
        const { conditions = [] } = job.status as { conditions?: object[] };
        const ends = conditions.some(each => Object(each).type !== 'Suspended');
        if (!suspend && !ends)
          await finishJob(this.admin, job, JSON.stringify(verdict), exitCode);
      }
      await pause(200, signal);
    }
  }

  /** The pod of a StatefulSet becomes ready. */
  async runSet(name: string): Promise<void> {
    const set = await this.get(resources.statefulSets, name);
    await this.#runPod(set!);
    await this.updateSet(name);
  }

  /** The pod of the exporter becomes ready. */
  runExporter = (deployment: KubernetesObject) => this.#runPod(deployment);

  /** The pod of a StatefulSet is ready with the current template. */
  async updateSet(name: string): Promise<void> {
    const set = await this.get(resources.statefulSets, name);
    await this.#setStatus(resources.statefulSets, name, {
      observedGeneration: set!.metadata.generation,
      replicas: 1,
      readyReplicas: 1,
      currentRevision: 'one',
      updateRevision: 'one',
    });
  }

  async #runPod({ metadata, spec }: KubernetesObject): Promise<void> {
    const { template } = spec as {
      template: { metadata: { labels: Record<string, string> }; spec: object };
    };
    const name = `${metadata.name}-0`;
    await this.admin.create(resources.pods, {
      metadata: { ...template.metadata, namespace, name },
      spec: { ...template.spec, nodeName: 'node-1' },
    });
    await this.#setStatus(resources.pods, name, {
      phase: 'Running',
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: new Date().toISOString(),
        },
      ],
    });
  }

  #setStatus(kind: ResourceKind, name: string, status: object) {
    return this.admin.patch(
      kind,
      { namespace, name },
      { status },
      { subresource: 'status' },
    );
  }
}
