import { randomUUID } from 'node:crypto';
import { KubeConfig } from '@kubernetes/client-node';
import {
  coreKinds,
  type KubernetesObject,
  type ResourceKind,
} from '../../../plugins/postgres-kubernetes-node/src/cluster';
import { ClusterConnection } from '../../../plugins/postgres-kubernetes-node/src/cluster/api/ClusterConnection';
import { apiPath } from '../../../plugins/postgres-kubernetes-node/src/cluster/api/paths';
import { ApiReplay } from '../../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/ApiReplay';
import {
  readRecording,
  type RecordedEvent,
  type RecordedStatus,
} from '../../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/recording';
import {
  BARMAN_SIDECAR,
  namesOf,
  resources,
} from '../../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/model';
import { demo } from '../demo';
import { RecordedResponses } from './RecordedResponses';
import { isOfDatabase, NAMESPACE, adaptRecorded } from './adaptRecorded';
import { statusAnnotation } from './statusAnnotation';

/**
 * Fields of the location of the recorded backup, which the operator created
 * itself: for a backup by a plugin, only the plugin knows them.
 */
const BACKUP_LOCATION = [
  'destinationPath',
  'endpointURL',
  's3Credentials',
  'serverName',
];

/** Returns a connection of the administrator to the demo's Kubernetes. */
export function adminConnection(): ClusterConnection {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(demo.adminKubeconfig);
  return new ClusterConnection(kubeConfig);
}

/**
 * Simulates the operator: repeats for a database of Backstage what the real
 * operator did to the recorded one after the same request. Pods come and go,
 * statuses are written. The spec stays as Backstage wrote it.
 */
export class Operator {
  readonly #admin = adminConnection();
  readonly #replay = new ApiReplay(this.#admin);
  readonly #recording = readRecording(process.env.PGSTAGE_RECORDINGS_DIR!);
  readonly #responses: RecordedResponses;
  /** Kinds that Backstage creates, with their names: only the status is the operator's. */
  readonly #requested: Record<string, string>;
  #playedTo = 0;

  constructor(private readonly database: string) {
    this.#responses = new RecordedResponses(this.#recording.statuses, database);
    const { scheduledBackup } = namesOf(database);
    this.#requested = { clusters: database, scheduledbackups: scheduledBackup };
  }

  /**
   * Creates what the operator creates before the first instance: the login, and
   * service accounts of pods.
   */
  async accept(): Promise<void> {
    await this.#replay.prepare();
    await this.#create('serviceaccounts', {
      metadata: { name: this.database },
    });
    await this.#create('secrets', {
      metadata: { name: namesOf(this.database).appSecret },
      type: 'kubernetes.io/basic-auth',
      stringData: { username: this.database, password: randomUUID() },
    });
  }

  /**
   * Replays what followed a recorded step, without delays and in its order.
   *
   * @param step - start of the description of the step
   * @param until - recorded seconds after the step; default: to its end. The
   *   next call for the same step continues there.
   */
  async play(step: string, { until = Infinity } = {}): Promise<void> {
    const { events, steps } = this.#recording;
    const index = steps.findIndex(each => each.step.startsWith(step));
    const begin = steps[index].at;
    const end = Math.min(begin + until, steps[index + 1].at);
    const isNow = ({ at }: { at: number }) =>
      at >= Math.max(begin, this.#playedTo) && at < end;
    const parts = [
      ...withoutPassing(
        events.filter(event => isNow(event) && isOfDatabase(event.object)),
      ),
      ...this.#responses.recorded.filter(isNow),
    ].sort((a, b) => a.at - b.at);
    for (const part of parts) {
      if ('pod' in part) await this.#setResponse(part);
      else await this.#apply(part);
    }
    this.#playedTo = end;
  }

  /** Sets the last requested backup to a recorded phase. */
  async backUp(phase: 'running' | 'completed'): Promise<void> {
    const { items } = await this.#admin.json<{ items: KubernetesObject[] }>({
      path: apiPath(resources.backups, { namespace: NAMESPACE }),
    });
    const backup = items
      .filter(({ metadata }) => metadata.name.startsWith(this.database))
      .sort((a, b) => a.metadata.name.localeCompare(b.metadata.name))
      .at(-1)!;
    const { at, object } = this.#recording.events.find(
      event =>
        event.resource.plural === 'backups' &&
        (event.object.status as { phase?: string } | undefined)?.phase ===
          phase,
    )!;
    const { method } = backup.spec as { method: string };
    const status = adaptRecorded(object, this.database, at).status as object;
    await this.#writeStatus(resources.backups, backup.metadata.name, {
      ...Object.fromEntries(
        Object.entries(status).filter(
          ([field]) => !BACKUP_LOCATION.includes(field),
        ),
      ),
      method,
    });
  }

  async #apply(event: RecordedEvent): Promise<void> {
    const { resource } = event;
    const object = adaptRecorded(event.object, this.database, event.at);
    const requested = this.#requested[resource.plural];
    if (requested) {
      if (object.status)
        await this.#writeStatus(resource, requested, object.status);
      return;
    }
    if (resource.plural === 'pods') {
      object.metadata.annotations = {
        ...object.metadata.annotations,
        [statusAnnotation]: this.#responses.ofPod(event) ?? '',
      };
      await this.#addPlugin(object);
    }
    await this.#replay.apply({ ...event, object });
  }

  /**
   * Adds what the plugin adds to the pods of a database that archives with it:
   * the recorded one did not.
   */
  async #addPlugin({ metadata, spec }: KubernetesObject): Promise<void> {
    if (metadata.labels?.['cnpg.io/podRole'] !== 'instance') return;
    const { items } = await this.#admin.json<{ items: KubernetesObject[] }>({
      path: apiPath(resources.objectStores, { namespace: NAMESPACE }),
    });
    const store = items.find(
      ({ metadata: { name } }) => name === namesOf(this.database).objectStore,
    );
    if (!store) return;
    const { instanceSidecarConfiguration } = store.spec as {
      instanceSidecarConfiguration?: object;
    };
    const { containers, initContainers } = spec as Record<string, object[]>;
    initContainers.push({
      ...containers[0],
      ...instanceSidecarConfiguration,
      name: BARMAN_SIDECAR,
      restartPolicy: 'Always',
    });
  }

  async #setResponse(status: RecordedStatus): Promise<void> {
    await this.#admin.json({
      method: 'PATCH',
      path: apiPath(coreKinds.pods, {
        namespace: NAMESPACE,
        name: adaptRecorded(status.pod, this.database, status.at),
      }),
      contentType: 'application/merge-patch+json',
      body: {
        metadata: {
          annotations: {
            [statusAnnotation]: this.#responses.responseFrom(status),
          },
        },
      },
    });
  }

  /** Replaces the whole status: a merge would keep removed fields. */
  async #writeStatus(
    resource: ResourceKind,
    name: string,
    status: unknown,
  ): Promise<void> {
    await this.#admin.json({
      method: 'PATCH',
      path: apiPath(resource, { namespace: NAMESPACE, name }, 'status'),
      contentType: 'application/json-patch+json',
      body: [{ op: 'add', path: '/status', value: status }],
    });
  }

  async #create(plural: string, body: object): Promise<void> {
    await this.#admin.json({
      method: 'POST',
      path: `/api/v1/namespaces/${NAMESPACE}/${plural}`,
      body,
    });
  }
}

/** Omits changes of an object that are followed by another one: only the last is observed. */
function withoutPassing(events: RecordedEvent[]): RecordedEvent[] {
  return events.filter(({ type, object }, index) => {
    const next = events
      .slice(index + 1)
      .find(
        later =>
          later.object.kind === object.kind &&
          later.object.metadata.name === object.metadata.name,
      );
    return type !== 'MODIFIED' || next?.type !== 'MODIFIED';
  });
}
