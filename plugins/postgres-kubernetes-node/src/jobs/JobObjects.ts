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

/** What is read of an output. */
const MAX_LOG_BYTES = 256 * 1024;

/** @throws ConflictError where what has the name belongs to another. */
function checkJobOwnership(
  { metadata }: KubernetesObject,
  owner: Pick<ObjectMeta, 'name' | 'uid'>,
): void {
  if (metadata.ownerReferences?.some(({ uid }) => uid === owner.uid)) return;
  throw new ConflictError(
    `'${objectKey(metadata)}' exists and was not made for '${owner.name}'`,
  );
}

function byAge(objects: KubernetesObject[]): KubernetesObject[] {
  const at = ({ metadata }: KubernetesObject) =>
    Date.parse(metadata.creationTimestamp ?? '');
  return objects.sort((a, b) => at(a) - at(b));
}

/** Reads and writes the Jobs of requests, and what belongs to them. */
export class JobObjects {
  constructor(private readonly client: ClusterClient) {}

  /** @throws ConflictError where it is not the request's. */
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

  /** Makes the Job, suspended, and the account that it runs as. */
  async make(request: JobRequest, options: CallOptions): Promise<JobObject> {
    const account = serviceAccountManifest(request.owner.namespace);
    await this.#createOnce(jobKinds.serviceAccounts, account, options);
    return this.#ensure(
      jobKinds.jobs,
      jobManifest(request),
      request.owner,
      options,
    );
  }

  /** Makes its ConfigMap, which the Job owns. */
  async makeFiles(
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

  /** Removes the very Job that was looked at: not one that has changed since. */
  async remove({ metadata }: JobObject, options: CallOptions): Promise<void> {
    const { uid, resourceVersion } = metadata;
    await this.client.delete(jobKinds.jobs, metadata, {
      ...options,
      uid,
      resourceVersion,
      propagationPolicy: 'Background',
    });
  }

  /** The newest last. */
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

  /** Only where they are needed: of what has not started. None where they may not be read. */
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

  /** What the newest pod has written so far, or why that cannot be read. */
  async output(
    request: JobRequest,
    options: CallOptions,
  ): Promise<{ text: string } | { missing: string }> {
    const job = await this.get(request, options);
    const pod = job && (await this.pods(job, options)).at(-1);
    if (!pod) return { missing: 'Its pod is gone' };
    const { namespace = '', name } = pod.metadata;
    const log = { namespace, name, limitBytes: MAX_LOG_BYTES };
    try {
      return { text: await this.client.podLog(log, options) };
    } catch (error) {
      if (!(error instanceof UpstreamForbiddenError)) throw error;
      return { missing: error.message };
    }
  }

  /** The object, made unless it exists. */
  async #ensure(
    kind: ResourceKind,
    manifest: KubernetesObject,
    owner: Pick<ObjectMeta, 'name' | 'uid'>,
    options: CallOptions,
  ): Promise<KubernetesObject> {
    const made = await this.#createOnce(kind, manifest, options);
    if (made) return made;
    const found = await this.client.get(kind, manifest.metadata, options);
    if (!found) {
      throw new ConflictError(
        `${kind.kind} '${objectKey(manifest.metadata)}' was removed meanwhile`,
      );
    }
    checkJobOwnership(found, owner);
    return found;
  }

  /** The object, or undefined where it exists already. */
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
