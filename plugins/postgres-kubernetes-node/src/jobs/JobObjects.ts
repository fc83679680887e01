import { ConflictError } from '@backstage/errors';
import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import {
  coreKinds,
  ExistingObjectError,
  objectKey,
  type CallOptions,
  type ClusterClient,
  type KubernetesObject,
  type ObjectMeta,
  type ResourceKind,
} from '../cluster';
import { jobKinds } from './jobKinds';
import {
  filesManifest,
  jobManifest,
  serviceAccountManifest,
} from './jobManifest';
import { jobName, type JobRequest } from './JobRequest';
import type { EventObject, JobObject, PodObject } from './progressOf';

/** Maximum size of an output. */
const MAX_LOG_BYTES = 256 * 1024;

/** @throws ConflictError if the object of that name belongs to another owner. */
function checkJobOwnership(
  { metadata }: KubernetesObject,
  owner: Pick<ObjectMeta, 'name' | 'uid'>,
): void {
  if (metadata.ownerReferences?.some(({ uid }) => uid === owner.uid)) return;
  throw new ConflictError(
    `'${objectKey(metadata)}' exists and was not created for '${owner.name}'`,
  );
}

function byAge(objects: KubernetesObject[]): KubernetesObject[] {
  const at = ({ metadata }: KubernetesObject) =>
    Date.parse(metadata.creationTimestamp ?? '');
  return objects.sort((a, b) => at(a) - at(b));
}

/** Reads and writes the Jobs of requests, and their dependents. */
export class JobObjects {
  constructor(private readonly client: ClusterClient) {}

  /** @throws ConflictError if it does not belong to the request. */
  async get(
    request: JobRequest,
    options: CallOptions,
  ): Promise<JobObject | undefined> {
    const { namespace } = request.owner;
    const id = { namespace, name: jobName(request) };
    const job = await this.client.get(jobKinds.jobs, id, options);
    if (job) checkJobOwnership(job, request.owner);
    return job;
  }

  /** Creates the Job, suspended, and its service account. */
  async create(request: JobRequest, options: CallOptions): Promise<JobObject> {
    const account = serviceAccountManifest(request.owner.namespace);
    await this.#createOnce(jobKinds.serviceAccounts, account, options);
    return this.#ensure(
      jobKinds.jobs,
      jobManifest(request),
      request.owner,
      options,
    );
  }

  /** Creates its ConfigMap, owned by the Job. */
  async createFiles(
    request: JobRequest,
    job: JobObject,
    options: CallOptions,
  ): Promise<void> {
    const files = filesManifest(request, job);
    if (files)
      await this.#ensure(coreKinds.configMaps, files, job.metadata, options);
  }

  async resume(job: JobObject, options: CallOptions): Promise<void> {
    if (!job.spec?.suspend) return;
    const { uid } = job.metadata;
    await this.client.patch(
      jobKinds.jobs,
      job.metadata,
      { metadata: { uid }, spec: { suspend: false } },
      options,
    );
  }

  /** Deletes exactly the Job that was read: not one that has changed since then. */
  async remove({ metadata }: JobObject, options: CallOptions): Promise<void> {
    const { uid, resourceVersion } = metadata;
    await this.client.delete(jobKinds.jobs, metadata, {
      ...options,
      uid,
      resourceVersion,
      propagationPolicy: 'Background',
    });
  }

  /** Returns the pods, newest last. */
  async pods(
    { metadata: { namespace, uid } }: JobObject,
    options: CallOptions,
  ): Promise<PodObject[]> {
    const labelSelector = `batch.kubernetes.io/controller-uid=${uid}`;
    return byAge(
      await this.client.list(
        coreKinds.pods,
        { namespace, labelSelector },
        options,
      ),
    );
  }

  /** Returns events of a Job that has not started. Empty if they may not be read. */
  async events(
    job: JobObject,
    pod: PodObject | undefined,
    options: CallOptions,
  ): Promise<EventObject[]> {
    if (pod && pod.status?.phase !== 'Pending') return [];
    const { namespace, uid } = (pod ?? job).metadata;
    const query = { namespace, fieldSelector: `involvedObject.uid=${uid}` };
    try {
      return byAge(await this.client.list(coreKinds.events, query, options));
    } catch (error) {
      if (error instanceof UpstreamForbiddenError) return [];
      throw error;
    }
  }

  /** Returns the output of the newest pod so far, or why it cannot be read. */
  async output(
    request: JobRequest,
    options: CallOptions,
  ): Promise<{ text: string } | { missing: string }> {
    const job = await this.get(request, options);
    const pod = job && (await this.pods(job, options)).at(-1);
    if (!pod) return { missing: 'Its pod no longer exists' };
    const { namespace = '', name } = pod.metadata;
    const log = { namespace, name, limitBytes: MAX_LOG_BYTES };
    try {
      return { text: await this.client.podLog(log, options) };
    } catch (error) {
      if (!(error instanceof UpstreamForbiddenError)) throw error;
      return { missing: error.message };
    }
  }

  /** Returns the object, created unless it exists. */
  async #ensure(
    kind: ResourceKind,
    manifest: KubernetesObject,
    owner: Pick<ObjectMeta, 'name' | 'uid'>,
    options: CallOptions,
  ): Promise<KubernetesObject> {
    const created = await this.#createOnce(kind, manifest, options);
    if (created) return created;
    const found = await this.client.get(kind, manifest.metadata, options);
    if (!found) {
      throw new ConflictError(
        `${kind.kind} '${objectKey(
          manifest.metadata,
        )}' was removed in the meantime`,
      );
    }
    checkJobOwnership(found, owner);
    return found;
  }

  /** Returns the object, or undefined if it already exists. */
  async #createOnce(
    kind: ResourceKind,
    manifest: KubernetesObject,
    options: CallOptions,
  ): Promise<KubernetesObject | undefined> {
    try {
      return await this.client.create(kind, manifest, options);
    } catch (error) {
      if (error instanceof ExistingObjectError) return undefined;
      throw error;
    }
  }
}
