import { ConflictError } from '@backstage/errors';
import {
  InvalidFieldsError,
  UpstreamError,
  UpstreamForbiddenError,
} from '@pgstage/backstage-plugin-postgres-common';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { LRUCache } from 'lru-cache';
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

/** How long after its last observation a problem still explains a deadline. */
const FRESH_MS = 30_000;

const removed = {
  type: 'lost' as const,
  said: 'Its Job was removed before its end was read',
};

const ended = <Verdict>(end: JobEnd<Verdict>) => ({
  state: 'ended' as const,
  end,
});

/** Returns why no Job could be created, or undefined for an error that may resolve by itself. */
function refusalOf(error: unknown): JobProblem | undefined {
  const { message: said } = error as Error;
  if (error instanceof UpstreamForbiddenError)
    return { cause: 'forbidden', said };
  return error instanceof InvalidFieldsError
    ? { cause: isQuota(said) ? 'quota' : 'admission', said }
    : undefined;
}

/**
 * Runs programs inside a cluster as Jobs, each once. A Job is created
 * suspended, then recorded on its owner, and only then started. After a crash
 * in between, the next call for the same request continues: a Job that is
 * recorded but no longer exists may have run, and is never recreated. Its end
 * is recorded before Kubernetes deletes the Job. Several processes can do this
 * concurrently without coordination.
 *
 * @public
 */
export class JobRunner {
  readonly #records: JobRecords;
  readonly #objects: JobObjects;
  /** The last observed problem of Jobs that have not started, by uid. */
  readonly #problems = new Map<string, { at: number; problem: JobProblem }>();
  readonly #refusals = new LRUCache<string, Promise<string | undefined>>({
    max: 1_000,
    ttl: 5 * 60_000,
  });

  constructor(
    private readonly client: ClusterClient,
    /** Milliseconds between two reads of a Job, by the number of reads. */
    private readonly pauseMs = (reads: number): number =>
      reads < 30 ? 1_000 : 5_000,
  ) {
    this.#records = new JobRecords(client);
    this.#objects = new JobObjects(client);
  }

  /**
   * Like {@link JobRunner.refusal}, but up to five minutes old: for forms and
   * pages, whose number of viewers must not add requests to the API server.
   */
  knownRefusal(
    namespace: string,
    options: CallOptions = {},
  ): Promise<string | undefined> {
    const known = this.#refusals.get(namespace);
    if (known) return known;
    const refusal = this.refusal(namespace, options);
    this.#refusals.set(namespace, refusal);
    refusal.catch(() => this.#refusals.delete(namespace));
    return refusal;
  }

  /** Returns why Backstage may not run Jobs in a namespace, or undefined if it may. */
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
      ? `Backstage may not create Jobs in namespace '${namespace}' of cluster '${this.client.cluster}': that requires the ClusterRole pgstage-jobs of deploy/kubernetes`
      : undefined;
  }

  /**
   * Runs the next step of a request, if there is one, and returns its progress.
   * Does not wait.
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
      job ??= await this.#objects.create(request, options);
      if (started !== job.metadata.uid)
        await this.#objects.createFiles(request, job, options);
    } catch (error) {
      const problem = refusalOf(error);
      if (!problem || started) throw error;
      return this.#end(request, { type: 'could-not-run', ...problem }, options);
    }
    const { uid } = job.metadata;
    const marked = await this.#records.start(request, uid, removed, options);
    if (marked) return ended(marked);
    await this.#objects.resume(job, options);
    return this.#readProgress(request, job, options);
  }

  /**
   * Waits until a request has ended, and starts it if necessary. `signal` only
   * ends the waiting: the Job continues, and the next call finds it.
   */
  async wait<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions = {},
  ): Promise<JobEnd<Verdict>> {
    // The cluster ends it by then; anything later is an outage.
    const limit = Date.now() + 2 * request.deadlineSeconds * 1000;
    for (let reads = 0; ; reads++) {
      try {
        const progress = await this.advance(request, options);
        if (progress.state === 'ended') return progress.end;
      } catch (error) {
        options.signal?.throwIfAborted();
        // A cluster that does not respond for a while still runs the Job.
        if (!(error instanceof UpstreamError) || Date.now() > limit)
          throw error;
      }
      await pause(this.pauseMs(reads), options.signal);
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

  /** Stops a request, or prevents its start. Does not change the end of one that has ended. */
  async cancel<Verdict>(
    request: JobRequest<Verdict>,
    options: CallOptions = {},
  ): Promise<JobEnd<Verdict>> {
    return retryOnConflict(async () => {
      const { started, end } = await this.#records.read(request, options);
      if (end) return end;
      const job = await this.#objects.get(request, options);
      if (job) {
        const progress = await this.#readProgress(request, job, options);
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

  /** Returns the output of the program so far, or why it cannot be read. */
  output(
    request: JobRequest,
    options: CallOptions = {},
  ): Promise<{ text: string } | { missing: string }> {
    return this.#objects.output(request, options);
  }

  /** Reads the progress of a Job, and records changes. */
  async #readProgress<Verdict>(
    request: JobRequest<Verdict>,
    job: JobObject,
    options: CallOptions,
  ): Promise<JobProgress<Verdict>> {
    const uid = job.metadata.uid ?? '';
    const pods = await this.#objects.pods(job, options);
    const events = await this.#objects.events(job, pods.at(-1), options);
    const progress = progressOf(request.verdict, job, pods, events);
    if (progress.state === 'ended') {
      return this.#end(request, this.#withCause(progress.end, uid), options);
    }
    const problem =
      progress.state === 'starting' ? progress.problem : undefined;
    // A Job whose pod is deleted or being deleted reports nothing more.
    const mayReport = pods.some(({ metadata }) => !metadata.deletionTimestamp);
    if (problem) this.#problems.set(uid, { at: Date.now(), problem });
    else if (mayReport) this.#problems.delete(uid);
    else return progress;
    await this.#records.setProblem(request, problem, options);
    return progress;
  }

  /** What prevented its start until the deadline is why it ended. */
  #withCause<Verdict>(end: JobEnd<Verdict>, uid: string): JobEnd<Verdict> {
    const last = this.#problems.get(uid);
    this.#problems.delete(uid);
    return end.type === 'deadline' && last && Date.now() - last.at < FRESH_MS
      ? { type: 'could-not-run', ...last.problem }
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
