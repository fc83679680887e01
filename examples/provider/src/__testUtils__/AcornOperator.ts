import {
  coreKinds,
  objectKey,
  type Cluster,
  type ClusterClient,
  type KubernetesObject,
  type ResourceKind,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  finishJob,
  jobKinds,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { labels, namesOf, resources, type AcornSpec } from '../acorns';

const watched = (
  resource: ResourceKind,
): WatchedKind<{ object: KubernetesObject }> => ({
  resource,
  transform: object => ({ object }),
  affects: (_, id) => [objectKey(id)],
});

const kinds = {
  acorns: watched(resources.acorns),
  backups: watched(resources.backups),
  jobs: watched(jobKinds.jobs),
};

interface Owner {
  namespace: string;
  name: string;
  uid: string;
}

/**
 * Stands in for the operator of PostgresAcorns and for the controllers that a
 * bare API server lacks: writes what they would write, but runs no PostgreSQL.
 */
export class AcornOperator {
  readonly #client: ClusterClient;
  readonly #busy = new Set<string>();
  readonly #queued = new Set<string>();
  readonly #watch: ReturnType<Cluster['watch']>;

  constructor(cluster: Cluster) {
    this.#client = cluster.client;
    this.#watch = cluster.watch(Object.values(kinds), ({ keys }) =>
      keys.forEach(key => this.#enqueue(key)),
    );
  }

  stop(): void {
    this.#watch.stop();
  }

  /** Waits until every existing PostgresAcorn has its login. */
  async waitForLogins(): Promise<void> {
    await waitFor(async () => {
      const all = await this.#client.list(resources.acorns);
      if (all.some(({ status }) => !status))
        throw new Error('A status is missing');
    });
  }

  /** Reconciles each key one at a time, and retries after a failure. */
  #enqueue(key: string): void {
    if (this.#busy.has(key)) {
      this.#queued.add(key);
      return;
    }
    this.#busy.add(key);
    this.#reconcile(key)
      .catch(() => {
        this.#queued.add(key);
        return new Promise<void>(done => setTimeout(done, 200).unref());
      })
      .then(() => {
        this.#busy.delete(key);
        if (this.#queued.delete(key)) this.#enqueue(key);
      });
  }

  async #reconcile(key: string): Promise<void> {
    const [namespace, name] = key.split('/');
    const stored = (kind: (typeof kinds)['acorns']) =>
      this.#watch.store(kind).get({ namespace, name })?.object;
    const [acorn, backup, job] = Object.values(kinds).map(stored);
    if (acorn) await this.#run(acorn);
    if (backup) await this.#backUp(backup);
    if (job) await this.#runJob(job);
  }

  async #run({ metadata, spec }: KubernetesObject): Promise<void> {
    const { namespace = '', name, uid = '' } = metadata;
    const { version, instances, extensions, primary, owner, ...more } =
      spec as AcornSpec;
    const { roles = [], databases = [], certificateRequest } = more;
    const of = { namespace, name, uid };
    const { loginSecret, services } = namesOf(name);
    const { readWrite, readOnly } = services;
    const all = Array.from({ length: instances }, (_, i) => `${name}-${i}`);
    const first = primary ?? all[0];
    await this.#create(coreKinds.secrets, of, loginSecret, {
      type: 'kubernetes.io/basic-auth',
      stringData: { username: owner ?? name, password: `secret-of-${uid}` },
    });
    for (const service of [readWrite, readOnly])
      await this.#create(coreKinds.services, of, service, {
        spec: { ports: [{ port: 5432 }] },
      });
    for (const instance of all) await this.#start(of, instance);
    await this.#route(of, readWrite, [first]);
    const standbys = all.filter(each => each !== first);
    await this.#route(of, readOnly, standbys);
    const secret = { namespace, name: loginSecret };
    const login = await this.#client.get(coreKinds.secrets, secret);
    const status = {
      phase: 'Running',
      primary: first,
      version: `${version}.1`,
      loginVersion: login?.metadata.resourceVersion,
      extensions,
      roles: roles.map(each => each.name),
      databases: databases.map(each => each.name),
      certificateRequest,
      lagBytes: Object.fromEntries(all.map(each => [each, 0])),
    };
    await this.#patchStatus(resources.acorns, metadata, status);
  }

  /** Creates the pod of an instance, with the status that the kubelet would report. */
  async #start(of: Owner, instance: string): Promise<void> {
    const pod = await this.#create(
      coreKinds.pods,
      of,
      instance,
      { spec: { containers: [{ name: 'postgres', image: 'acorn' }] } },
      { [labels.instance]: instance },
    );
    if (!pod) return;
    const lastTransitionTime = new Date().toISOString();
    await this.#patchStatus(coreKinds.pods, pod.metadata, {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }],
    });
  }

  /** Routes a Service to pods. */
  async #route(of: Owner, service: string, pods: string[]): Promise<void> {
    const { namespace } = of;
    const name = `${service}-1`;
    const endpoints = pods.map((pod, index) => ({
      addresses: [`10.0.0.${index + 1}`],
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name: pod, namespace },
    }));
    const created = await this.#create(
      coreKinds.endpointSlices,
      of,
      name,
      { addressType: 'IPv4', ports: [{ port: 5432 }], endpoints },
      { 'kubernetes.io/service-name': service },
    );
    if (created) return;
    const slice = { namespace, name };
    await this.#client.patch(coreKinds.endpointSlices, slice, { endpoints });
  }

  async #backUp({ metadata, spec, status }: KubernetesObject): Promise<void> {
    if (status) return;
    const { namespace } = metadata;
    const { acorn: name } = spec as { acorn: string };
    const of = await this.#client.get(resources.acorns, { namespace, name });
    const { version } = (of?.status ?? {}) as { version?: string };
    await this.#patchStatus(resources.backups, metadata, {
      phase: 'Finished',
      startedAt: metadata.creationTimestamp,
      finishedAt: new Date().toISOString(),
      version,
      sizeBytes: 4096,
    });
  }

  /** Finishes a Job as if its program had succeeded. */
  async #runJob(job: KubernetesObject): Promise<void> {
    const { suspend } = job.spec as { suspend?: boolean };
    const { conditions } = (job.status ?? {}) as { conditions?: object[] };
    if (suspend || conditions) return;
    const verdict = { stage: 'run', exitCode: 0, said: '' };
    await finishJob(this.#client, job, JSON.stringify(verdict));
  }

  /** Creates a part. Returns undefined if it exists. */
  async #create(
    kind: ResourceKind,
    { namespace, name: owner, uid }: Owner,
    name: string,
    body: object,
    more: Record<string, string> = {},
  ): Promise<KubernetesObject | undefined> {
    if (await this.#client.get(kind, { namespace, name })) return undefined;
    const { kind: ownerKind, group, version } = resources.acorns;
    const apiVersion = `${group}/${version}`;
    return this.#client.create(kind, {
      metadata: {
        namespace,
        name,
        labels: { [labels.cluster]: owner, ...more },
        ownerReferences: [
          { apiVersion, kind: ownerKind, name: owner, uid, controller: true },
        ],
      },
      ...body,
    });
  }

  async #patchStatus(
    kind: ResourceKind,
    { namespace, name }: KubernetesObject['metadata'],
    status: object,
  ): Promise<void> {
    const id = { namespace, name };
    const subresource = 'status';
    await this.#client.patch(kind, id, { status }, { subresource });
  }
}
