import {
  apiVersionOf,
  objectKey,
  type ClusterConnection,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ApiStatusError,
  apiPath,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import type { RecordedEvent } from './recording';

type Fields = Record<string, unknown>;

/** Kinds whose spec the API server completes and does not allow to change. */
const FIXED_SPEC = ['pods', 'services'];
/** Fields with addresses from the range of the recorded cluster. */
const ADDRESSES = ['clusterIP', 'clusterIPs'];

/** Replays the writes of the operator and of Kubernetes, status included, to a real API server. */
export class ApiReplay {
  readonly #namespaces = new Set<string>();

  constructor(private readonly admin: ClusterConnection) {}

  /** Creates the storage class of the recorded volumes, which allows expansion. */
  async prepare(): Promise<void> {
    await this.#ensure('/apis/storage.k8s.io/v1/storageclasses', {
      metadata: { name: 'local' },
      provisioner: 'example.org/none',
      allowVolumeExpansion: true,
    });
  }

  async apply(event: RecordedEvent): Promise<void> {
    const { metadata } = event.object;
    await this.#namespace(metadata.namespace ?? '');
    const path = apiPath(event.resource, metadata);
    const current = await this.#get(path);
    if (event.type === 'DELETED') {
      if (current) await this.#delete(path, current);
      return;
    }
    const stored = current
      ? await this.#update(path, event, current)
      : await this.#create(event);
    await this.#writeStatus(path, event, stored);
    if (metadata.deletionTimestamp && !stored.metadata.deletionTimestamp) {
      // The recorded DELETED event ends it: until then, a pod has its grace period, and a claim its finalizer.
      await this.admin.json({ method: 'DELETE', path });
    }
  }

  async #create({
    resource,
    object,
  }: RecordedEvent): Promise<KubernetesObject> {
    const { name, namespace, labels, annotations } = object.metadata;
    return this.admin.json({
      method: 'POST',
      path: apiPath(resource, { namespace }),
      body: {
        ...contentOf(object),
        apiVersion: apiVersionOf(resource),
        kind: resource.kind,
        metadata: { name, namespace, labels, annotations },
      },
    });
  }

  async #update(
    path: string,
    { resource, object }: RecordedEvent,
    current: KubernetesObject,
  ): Promise<KubernetesObject> {
    const { labels, annotations } = object.metadata;
    const content = contentOf(object);
    if (resource.plural === 'pods') await this.#bind(path, object, current);
    const now = resource.plural === 'pods' ? (await this.#get(path))! : current;
    const fields = {
      ...(FIXED_SPEC.includes(resource.plural) ? {} : content),
      metadata: { ...now.metadata, labels, annotations },
    };
    return this.#replace(path, fields);
  }

  /** Replaces whole fields, because a merge would keep removed values. */
  async #replace(path: string, fields: Fields): Promise<KubernetesObject> {
    return this.admin.json({
      method: 'PATCH',
      path,
      contentType: 'application/json-patch+json',
      body: Object.entries(fields).map(([field, value]) => ({
        op: 'add',
        path: `/${field}`,
        value,
      })),
    });
  }

  /** Binds a pod to its node, like the scheduler. */
  async #bind(
    path: string,
    object: KubernetesObject,
    current: KubernetesObject,
  ): Promise<void> {
    const node = (object.spec as Fields).nodeName;
    if (!node || (current.spec as Fields).nodeName) return;
    await this.admin.json({
      method: 'POST',
      path: `${path}/binding`,
      body: {
        metadata: { name: object.metadata.name },
        target: { kind: 'Node', name: node },
      },
    });
  }

  async #writeStatus(
    path: string,
    { object, resource }: RecordedEvent,
    stored: KubernetesObject,
  ): Promise<void> {
    const { status } = object;
    if (!status || JSON.stringify(status) === JSON.stringify(stored.status))
      return;
    if (resource.plural === 'services') return;
    await this.#replace(`${path}/status`, { status });
  }

  async #delete(path: string, current: KubernetesObject): Promise<void> {
    await this.admin.json({
      method: 'DELETE',
      path,
      body: { gracePeriodSeconds: 0 },
    });
    if ((await this.#get(path))?.metadata.uid !== current.metadata.uid) return;
    await this.admin.json({
      method: 'PATCH',
      path,
      contentType: 'application/merge-patch+json',
      body: { metadata: { finalizers: null } },
    });
  }

  async #get(path: string): Promise<KubernetesObject | undefined> {
    try {
      return await this.admin.json<KubernetesObject>({ path });
    } catch (error) {
      if (error instanceof ApiStatusError && error.status.code === 404)
        return undefined;
      throw error;
    }
  }

  async #namespace(name: string): Promise<void> {
    if (this.#namespaces.has(name)) return;
    this.#namespaces.add(name);
    await this.#ensure('/api/v1/namespaces', { metadata: { name } });
    // Pods name service accounts that the operator creates.
    for (const account of [
      'default',
      'orders',
      'orders-restored',
      'broken',
      'orders-pooler-rw',
    ]) {
      await this.#ensure(`/api/v1/namespaces/${name}/serviceaccounts`, {
        metadata: { name: account },
      });
    }
  }

  async #ensure(path: string, body: object): Promise<void> {
    try {
      await this.admin.json({ method: 'POST', path, body });
    } catch (error) {
      if (!(error instanceof ApiStatusError) || error.status.code !== 409)
        throw error;
    }
  }
}

/** Returns the object without metadata and status. */
function contentOf(object: KubernetesObject): Fields {
  const {
    metadata: _metadata,
    status: _status,
    apiVersion: _version,
    kind: _kind,
    ...content
  } = structuredClone(object) as KubernetesObject & Fields;
  const spec = content.spec as Fields | undefined;
  if (spec) {
    ADDRESSES.forEach(field => delete spec[field]);
    delete spec.nodeName;
  }
  return content;
}

/** Describes an event for error messages. */
export function nameOf({ resource, object, type }: RecordedEvent): string {
  return `${type} ${resource.plural} ${objectKey(object.metadata)}`;
}
