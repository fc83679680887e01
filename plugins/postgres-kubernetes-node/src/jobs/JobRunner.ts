import { ConflictError } from '@backstage/errors';
import {
  InvalidFieldsError,
  UpstreamError,
  UpstreamForbiddenError,
} from '@pgstage/backstage-plugin-postgres-common';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  objectKey,
  retryOnConflict,
  type CallOptions,
  type ClusterClient,
  type KubernetesObject,
} from '../cluster';
import type { JobEnd, JobProblem, JobProgress } from './JobEnd';
import { jobKinds } from './jobKinds';
import { JobObjects } from './JobObjects';
import { JobRecords } from './JobRecords';
import type { JobRequest } from './JobRequest';
import { isQuota, progressOf, type JobObject } from './progressOf';

/** How long after its last look a problem still explains a deadline. */
const FRESH_MS = 30_000;

const removed = {
  type: 'lost' as const,
  said: 'Its Job was removed before anybody read its end',
};

const ended = <Verdict>(end: JobEnd<Verdict>) => ({
  state: 'ended' as const,
  end,
});

/** Why no Job could be made; undefined for what may pass by itself. */
function refusalOf(error: unknown): JobProblem | undefined {
  const { message: said } = error as Error;
  if (error instanceof UpstreamForbiddenError)
    return { cause: 'forbidden', said };
  return error instanceof InvalidFieldsError
    ? { cause: isQuota(said) ? 'quota' : 'admission', said }
    : undefined;
}

/**
 * Runs programs inside a cluster as Jobs, each once.
 *
 * A Job is made suspended, then written into its owner's record, and only then
 * started. So whatever dies in between, the next one who asks for the same
 * request goes on: a Job that is recorded and gone may have run, and is never
 * made again. Its end is written to the record before the Job's own time is up.
 * Several may do this at once, without knowing of each other.
 *
 * @public
 */
export class JobRunner {
  readonly #records: JobRecords;
  readonly #objects: JobObjects;
  /** What was seen last of Jobs that have not started, by uid. */
  readonly #seen = new Map<string, { at: number; problem: JobProblem }>();

  constructor(
    private readonly client: ClusterClient,
    /** Milliseconds between two looks at a Job, by how often it was looked at. */
    private readonly pauseMs = (looks: number): number =>
      looks < 30 ? 1_000 : 5_000,
  ) {
    this.#records = new JobRecords(client);
    this.#objects = new JobObjects(client);
  }

  /** Why Backstage may not run Jobs in a namespace; undefined where it may. */
  async refusal(
    namespace: string,
    options: CallOptions = {},
  ): Promise<string | undefined> {
    const { group, plural: resource } = jobKinds.jobs;
    const review: KubernetesObject & { status?: { allowed?: boolean } } =
      await this.client.create(
        jobKinds.accessReviews,
        {
          metadata: {} as KubernetesObject['metadata'],
          spec: {
            resourceAttributes: { namespace, verb: 'create', group, resource },
          },
        },
        options,
      );
    return review.status?.allowed === false
      ? `Backstage may not create Jobs in namespace '${namespace}' of cluster '${this.client.cluster}': that takes the ClusterRole pgstage-jobs of deploy/kubernetes`
      : undefined;
  }

  /**
   * Does the next step of a request, if there is one, and tells where it
   * stands. Waits for nothing.
   */
  async advance<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions = {},
  ): Promise<JobProgress<Verdict>> {
    const { record, started, end } = await this.#records.read(request, options);
    if (end) return ended(end);
    if (record && record.id !== request.id && !record.end) {
      throw new ConflictError(
        `Another Job for '${objectKey(request.owner)}' has not ended yet`,
      );
    }
    let job: JobObject | undefined;
    try {
      job = await this.#objects.get(request, options);
      if (!job && started) return await this.#end(request, removed, options);
      job ??= await this.#objects.make(request, options);
      if (started !== job.metadata.uid)
        await this.#objects.makeFiles(request, job, options);
    } catch (error) {
      const problem = refusalOf(error);
      if (!problem || started) throw error;
      return this.#end(request, { type: 'could-not-run', ...problem }, options);
    }
    const { uid } = job.metadata;
    const marked = await this.#records.start(request, uid, removed, options);
    if (marked) return ended(marked);
    await this.#objects.resume(job, options);
    return this.#look(request, job, options);
  }

  /**
   * Waits until a request has ended, and starts it where nobody did. `signal`
   * ends the waiting alone: the Job goes on, and whoever asks next finds it.
   */
  async wait<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions = {},
  ): Promise<JobEnd<Verdict>> {
    // The cluster ends it by then; what comes later is an outage.
    const limit = Date.now() + 2 * request.deadlineSeconds * 1000;
    for (let looks = 0; ; looks++) {
      try {
        const progress = await this.advance(request, options);
        if (progress.state === 'ended') return progress.end;
      } catch (error) {
        options.signal?.throwIfAborted();
        // A cluster that does not answer for a while runs the Job all the same.
        if (!(error instanceof UpstreamError) || Date.now() > limit)
          throw error;
      }
      await pause(this.pauseMs(looks), options.signal);
      options.signal?.throwIfAborted();
    }
  }

  /** The same, but `signal` cancels the Job. */
  async run<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions = {},
  ): Promise<JobEnd<Verdict>> {
    try {
      return await this.wait(request, options);
    } catch (error) {
      if (!options.signal?.aborted) throw error;
      return this.cancel(request);
    }
  }

  /** Stops a request, or keeps it from being started. One that has ended keeps its end. */
  async cancel<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions = {},
  ): Promise<JobEnd<Verdict>> {
    return retryOnConflict(async () => {
      const { started, end } = await this.#records.read(request, options);
      if (end) return end;
      const job = await this.#objects.get(request, options);
      if (job) {
        const progress = await this.#look(request, job, options);
        if (progress.state === 'ended') return progress.end;
        await this.#objects.remove(job, options);
      }
      const stopped = await this.#end(
        request,
        !job && started ? removed : { type: 'cancelled' as const },
        options,
      );
      return stopped.end;
    });
  }

  /** What the program has written so far, or why that cannot be read. */
  output(
    request: JobRequest,
    options: CallOptions = {},
  ): Promise<{ text: string } | { missing: string }> {
    return this.#objects.output(request, options);
  }

  /** Reads where a Job stands, and records what is new. */
  async #look<Verdict>(
    request: JobRequest<Verdict>,
    job: JobObject,
    options: CallOptions,
  ): Promise<JobProgress<Verdict>> {
    const uid = job.metadata.uid ?? '';
    const pods = await this.#objects.pods(job, options);
    const events = await this.#objects.events(job, pods.at(-1), options);
    const progress = progressOf(request.verdict, job, pods, events);
    if (progress.state === 'ended') {
      return this.#end(request, this.#explained(progress.end, uid), options);
    }
    const problem =
      progress.state === 'starting' ? progress.problem : undefined;
    // One whose pod is gone or going tells nothing any more.
    const isTold = pods.some(({ metadata }) => !metadata.deletionTimestamp);
    if (problem) this.#seen.set(uid, { at: Date.now(), problem });
    else if (isTold) this.#seen.delete(uid);
    else return progress;
    await this.#records.tell(request, problem, options);
    return progress;
  }

  /** What kept it from starting until its time was up is why it ended. */
  #explained<Verdict>(end: JobEnd<Verdict>, uid: string): JobEnd<Verdict> {
    const seen = this.#seen.get(uid);
    this.#seen.delete(uid);
    return end.type === 'deadline' && seen && Date.now() - seen.at < FRESH_MS
      ? { type: 'could-not-run', ...seen.problem }
      : end;
  }

  async #end<Verdict>(
    request: JobRequest<Verdict>,
    end: JobEnd<Verdict>,
    options: CallOptions,
  ): Promise<{ state: 'ended'; end: JobEnd<Verdict> }> {
    return ended(await this.#records.end(request, end, options));
  }
}
