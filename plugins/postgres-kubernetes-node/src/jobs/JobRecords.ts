import { isDeepStrictEqual } from 'node:util';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  objectKey,
  retryOnConflict,
  type CallOptions,
  type ClusterClient,
  type KubernetesObject,
} from '../cluster';
import {
  isFinal,
  jobRecordSchema,
  type JobEnd,
  type JobProblem,
  type JobRecord,
} from './JobEnd';
import { jobName, type JobRequest } from './JobRequest';

/** An invalid record must not run a program again. */
function recordIn(
  { metadata }: KubernetesObject,
  { record: key }: JobRequest,
): JobRecord | undefined {
  const text = metadata.annotations?.[key];
  if (text === undefined) return undefined;
  try {
    return jobRecordSchema.parse(JSON.parse(text));
  } catch {
    throw new ConflictError(
      `Annotation '${key}' of '${objectKey(
        metadata,
      )}' cannot be read: correct it, or remove it to run the Job again`,
    );
  }
}

/** Returns the end of exactly this request. */
function finalEnd<Verdict>(
  record: JobRecord | undefined,
  { id }: JobRequest<Verdict>,
): JobEnd<Verdict> | undefined {
  return record?.id === id && isFinal(record)
    ? (record.end as JobEnd<Verdict>)
    : undefined;
}

/** @throws ConflictError if the owner no longer requests it. */
function checkStillRequested(
  owner: KubernetesObject,
  request: JobRequest,
): void {
  if (request.isRequested && !request.isRequested(owner))
    throw new ConflictError(`Job '${jobName(request)}' is no longer requested`);
}

const now = () => new Date().toISOString();

/** As parsed when it is read again. */
const plain = (record: JobRecord | undefined) =>
  record && JSON.parse(JSON.stringify(record));

/** Reads and writes the records of requests, on their owners. */
export class JobRecords {
  constructor(private readonly client: ClusterClient) {}

  async read<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions,
  ): Promise<{
    record?: JobRecord;
    /** Uid of the Job of this request. */
    started?: string;
    end?: JobEnd<Verdict>;
  }> {
    const owner = await this.#owner(request, options);
    const record = recordIn(owner, request);
    const end = finalEnd(record, request);
    if (!end) checkStillRequested(owner, request);
    const started = record?.id === request.id ? record.job : undefined;
    return { record, started, end };
  }

  /** Records the Job, unless it is recorded. Returns the end, if there is one. */
  async start<Verdict>(
    request: JobRequest<Verdict>,
    job: string | undefined,
    otherwise: JobEnd,
    options: CallOptions,
  ): Promise<JobEnd<Verdict> | undefined> {
    const record = await this.#update(
      request,
      (current, owner) => {
        if (finalEnd(current, request)) return undefined;
        checkStillRequested(owner, request);
        if (current?.id !== request.id || !current.job)
          return { id: request.id, job, startedAt: now() };
        return current.job === job ? undefined : { ...current, end: otherwise };
      },
      options,
    );
    return finalEnd(record, request);
  }

  /** Records what prevents a Job from starting. Does not write if only the message has changed. */
  async setProblem(
    request: JobRequest,
    problem: JobProblem | undefined,
    options: CallOptions,
  ): Promise<void> {
    await this.#update(
      request,
      record =>
        record && !record.end && record.problem?.cause !== problem?.cause
          ? { ...record, problem }
          : undefined,
      options,
    );
  }

  /** Records how a request has ended; the first writer wins. */
  async end<Verdict>(
    request: JobRequest<Verdict>,
    end: JobEnd<Verdict>,
    options: CallOptions,
  ): Promise<JobEnd<Verdict>> {
    const record = await this.#update(
      request,
      current => {
        if (finalEnd(current, request)) return undefined;
        const { problem, ...known }: JobRecord =
          current?.id === request.id
            ? current
            : { id: request.id, startedAt: now() };
        return {
          ...known,
          end: end.type === 'deadline' ? { ...end, problem } : end,
        };
      },
      options,
    );
    return (record?.end as JobEnd<Verdict> | undefined) ?? end;
  }

  /**
   * Writes the record that `change` returns, if it differs. Evaluated again
   * after a conflicting write.
   *
   * @returns the record as it is then.
   */
  async #update(
    request: JobRequest,
    change: (
      record: JobRecord | undefined,
      owner: KubernetesObject,
    ) => JobRecord | undefined,
    options: CallOptions,
  ): Promise<JobRecord | undefined> {
    return retryOnConflict(async () => {
      const owner = await this.#owner(request, options);
      const { uid, resourceVersion } = owner.metadata;
      const before = recordIn(owner, request);
      const after = plain(change(before, owner));
      if (!after || isDeepStrictEqual(before, after)) return before;
      const annotations = { [request.record]: JSON.stringify(after) };
      await this.client.patch(
        request.owner.kind,
        request.owner,
        { metadata: { uid, resourceVersion, annotations } },
        options,
      );
      return after;
    });
  }

  /** @throws NotFoundError, ConflictError if another object has its name. */
  async #owner(
    { owner }: JobRequest,
    options: CallOptions,
  ): Promise<KubernetesObject> {
    const live = await this.client.get(owner.kind, owner, options);
    const name = `${owner.kind.kind} '${objectKey(owner)}'`;
    if (!live) throw new NotFoundError(`There is no ${name}`);
    if (live.metadata.uid !== owner.uid || live.metadata.deletionTimestamp)
      throw new ConflictError(`${name} is being removed, or was replaced`);
    return live;
  }
}
