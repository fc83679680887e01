import { coreKinds } from '../coreKinds';
import {
  apiVersionOf,
  type KubernetesObject,
  type ObjectId,
  type ResourceKind,
} from '../objects';
import { BoundedCalls, type CallOptions } from './BoundedCalls';
import type { ApiRequest, ClusterConnection } from './ClusterConnection';
import { apiPath, pathSegment } from './paths';
import type { PodLogRequest, PodRequest } from './podRequests';
import type { CallContext } from './CallContext';
import { ObjectNotFoundError } from './upstreamErrors';
import { checkFieldManagers, writeQuery, type WriteOptions } from './writes';

/** A pod can return anything: a status and the metrics of an instance are far smaller. */
const MAX_POD_RESPONSE_BYTES = 5 * 2 ** 20;

/**
 * Reads and writes objects of one cluster, a bounded number at a time.
 *
 * Every failure is an error of `postgres-common` that names the cluster and
 * what to do: `InvalidFieldsError` with the paths of the manifest for
 * rejections of validation and admission, `DifferencesError` with manager and
 * field for a conflict of server-side apply, `ConflictError` for objects that
 * GitOps manages, `UpstreamForbiddenError` with verb and resource,
 * `UpstreamTimeoutError`, and `UpstreamError`. None repeats a message about a
 * Secret.
 *
 * @public
 */
export class ClusterClient {
  readonly #calls = new BoundedCalls(8);
  // A hanging pod must not block writes.
  readonly #podCalls = new BoundedCalls(8);

  constructor(
    readonly cluster: string,
    private readonly connection: ClusterConnection,
  ) {}

  /** Returns the object, or undefined if it does not exist or its kind is not served. */
  async get(
    kind: ResourceKind,
    id: ObjectId,
    options?: CallOptions,
  ): Promise<KubernetesObject | undefined> {
    return this.#unlessMissing(
      this.#call(
        { path: apiPath(kind, id) },
        { verb: 'get', kind, id },
        options,
      ),
    );
  }

  /** Returns all objects of a kind, in one namespace or, if the role allows it, in all. */
  async list(
    kind: ResourceKind,
    query: {
      namespace?: string;
      labelSelector?: string;
      fieldSelector?: string;
    } = {},
    options?: CallOptions,
  ): Promise<KubernetesObject[]> {
    const { namespace, ...selectors } = query;
    const { items } = await this.#call<{ items: KubernetesObject[] }>(
      { path: apiPath(kind, { namespace }), query: selectors },
      { verb: 'list', kind, id: { namespace } },
      options,
    );
    return items.map(item => ({
      ...item,
      apiVersion: apiVersionOf(kind),
      kind: kind.kind,
    }));
  }

  /**
   * Creates or updates the object by server-side apply: fields that pgstage
   * applied before and that are missing now are removed, fields of other
   * managers stay.
   */
  async apply(
    kind: ResourceKind,
    manifest: KubernetesObject,
    options: WriteOptions = {},
  ): Promise<KubernetesObject> {
    return this.#change(
      kind,
      manifest.metadata,
      {
        contentType: 'application/apply-patch+yaml',
        body: { ...manifest, apiVersion: apiVersionOf(kind), kind: kind.kind },
        query: { force: 'false' },
      },
      options,
    );
  }

  /** Applies a merge patch. The object must exist. */
  async patch(
    kind: ResourceKind,
    id: ObjectId,
    patch: Record<string, unknown>,
    options: WriteOptions & { subresource?: 'status' | 'scale' } = {},
  ): Promise<KubernetesObject> {
    return this.#change(
      kind,
      id,
      { contentType: 'application/merge-patch+json', body: patch },
      options,
    );
  }

  /** Creates the object. @throws ConflictError if it exists. */
  async create(
    kind: ResourceKind,
    manifest: KubernetesObject,
    options: WriteOptions = {},
  ): Promise<KubernetesObject> {
    const { namespace } = manifest.metadata;
    return this.#call(
      {
        method: 'POST',
        path: apiPath(kind, { namespace }),
        query: writeQuery(options),
        body: { ...manifest, apiVersion: apiVersionOf(kind), kind: kind.kind },
      },
      { verb: 'create', kind, id: manifest.metadata, manifest },
      options,
    );
  }

  /**
   * Deletes the object. Returns false if it did not exist. With `uid`, only
   * that object and not a new one of the same name; with `resourceVersion`,
   * only that version.
   */
  async delete(
    kind: ResourceKind,
    id: ObjectId,
    options: WriteOptions & {
      uid?: string;
      resourceVersion?: string;
      propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
    } = {},
  ): Promise<boolean> {
    const existing = await this.get(kind, id, options);
    if (!existing) return false;
    checkFieldManagers(this.cluster, kind, existing);
    const deleted = await this.#unlessMissing(
      this.#call(
        {
          method: 'DELETE',
          path: apiPath(kind, id),
          // With a body, the API server ignores query parameters.
          body: {
            kind: 'DeleteOptions',
            apiVersion: 'v1',
            dryRun: options.dryRun ? ['All'] : undefined,
            propagationPolicy: options.propagationPolicy,
            preconditions: {
              uid: options.uid ?? existing.metadata.uid,
              resourceVersion: options.resourceVersion,
            },
          },
        },
        { verb: 'delete', kind, id },
        options,
      ),
    );
    return deleted !== undefined;
  }

  /** Sends a GET to a port of a pod through the API server. Returns the body as text. */
  async podGet(pod: PodRequest, options: CallOptions = {}): Promise<string> {
    const { scheme, name, port, path, namespace } = pod;
    const proxied = `${scheme}:${pathSegment('name', name)}:${port}`;
    const pods = apiPath(coreKinds.pods, { namespace });
    return this.#podCalls.run(
      request => this.connection.text(request),
      {
        path: `${pods}/${proxied}/proxy${path}`,
        maxBytes: MAX_POD_RESPONSE_BYTES,
      },
      {
        cluster: this.cluster,
        verb: 'get',
        kind: coreKinds.pods,
        subresource: 'proxy',
        id: { namespace, name },
      },
      options,
    );
  }

  /** Returns the log of a pod's container, or of its last `tailLines`; cut after `limitBytes`. */
  async podLog(
    { namespace, name, ...query }: PodLogRequest,
    options: CallOptions = {},
  ): Promise<string> {
    const id = { namespace, name };
    return this.#podCalls.run(
      request => this.connection.text(request),
      {
        path: apiPath(coreKinds.pods, id, 'log'),
        query: Object.fromEntries(
          Object.entries(query).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, `${value}`]],
          ),
        ),
      },
      {
        cluster: this.cluster,
        verb: 'get',
        kind: coreKinds.pods,
        subresource: 'log',
        id,
      },
      options,
    );
  }

  /**
   * Patches in two requests: the first is a dry run, whose response contains
   * the object with its managers. This needs no right to read, which pgstage
   * does not have for Secrets, and nothing is written if a GitOps tool owns the
   * object.
   */
  async #change(
    kind: ResourceKind,
    id: ObjectId,
    request: Pick<ApiRequest, 'contentType' | 'body' | 'query'>,
    options: WriteOptions & { subresource?: string },
  ): Promise<KubernetesObject> {
    const send = (dryRun: boolean) =>
      this.#call<KubernetesObject>(
        {
          ...request,
          method: 'PATCH',
          path: apiPath(kind, id, options.subresource),
          query: { ...request.query, ...writeQuery({ dryRun }) },
        },
        {
          verb: 'patch',
          kind,
          subresource: options.subresource,
          id,
          manifest: request.body,
        },
        options,
      );
    const checked = await send(true);
    checkFieldManagers(this.cluster, kind, checked);
    return options.dryRun ? checked : send(false);
  }

  #call<T>(
    request: ApiRequest,
    context: Omit<CallContext, 'cluster'>,
    options?: CallOptions,
  ): Promise<T> {
    return this.#calls.run(
      bounded => this.connection.json<T>(bounded),
      request,
      { ...context, cluster: this.cluster },
      options,
    );
  }

  async #unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return undefined;
      throw error;
    }
  }
}
