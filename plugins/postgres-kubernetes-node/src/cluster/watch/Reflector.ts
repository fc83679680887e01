import {
  Backoff,
  pause,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { ApiStatusError } from '../api/ApiStatusError';
import type { ClusterConnection } from '../api/ClusterConnection';
import { apiPath } from '../api/paths';
import type { KubernetesObject, ResourceKind } from '../objects';
import type { Discovery } from './Discovery';
import { ResourceExpiredError, isBroken, isOlder } from './history';
import { KindRequests, type Selectors } from './KindRequests';
import { statusOfFailure, type KindStatus } from './KindStatus';
import { SyncTracker } from './SyncTracker';
import type { WatchTiming } from './timing';
import { watchEvents, type WatchEvent } from './watchEvents';

/** Receives what a {@link Reflector} reads. Calls are synchronous. */
export interface ReflectorSink<S> {
  /** Returns what to cache of an object, or undefined if it cannot be parsed. */
  transform(object: KubernetesObject): S | undefined;
  /** Replaces all objects. */
  replaceAll(objects: S[]): void;
  set(object: S): void;
  delete(object: KubernetesObject): void;
  status(status: Pick<KindStatus, 'status' | 'message'>): void;
  /** Called on each response or event of the cluster. */
  observed(): void;
}

/** After this time, a kind that seems to be removed is queried again. */
const CONFIRM_MS = 5_000;
/** Maximum time between lists while history is lost again and again: lists of many objects are expensive. */
const RELIST_MAX_MS = 15_000;

/**
 * Keeps a sink in sync with one kind of a cluster: lists, then watches, resumes
 * where a stream ended, and lists again when history is lost or a request
 * failed.
 *
 * client-node's informer (`ListWatch`, 1.4) is not used because it stops
 * permanently at the first error that is not 410, requests no bookmarks, never
 * detects a silent watch (it overwrites its own timeout signal), ignores
 * `Retry-After`, lists without pages, keeps whole objects, and deletes from its
 * cache before it has read the new list's effects.
 */
export class Reflector<S> {
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  readonly #relistBackoff: Backoff;
  readonly #requests: KindRequests;
  readonly #sync: SyncTracker;
  #resourceVersion: string | undefined;
  /** The server may have been replaced since then: its version may have decreased. */
  #mayBeReplaced = false;
  /** The kind was served, and it is not confirmed yet that it no longer is. */
  #wasServed = false;
  /** It was served, and the last response was that it is not. */
  #wasMissing = false;
  /** History was lost, and no watch has lasted since. */
  #relisted = false;
  /** Since when every request is refused, in milliseconds. */
  #refusedSince: number | undefined;

  constructor(
    private readonly resource: ResourceKind,
    selectors: Selectors,
    connection: ClusterConnection,
    private readonly discovery: Discovery,
    private readonly sink: ReflectorSink<S>,
    private readonly timing: WatchTiming,
  ) {
    this.#backoff = new Backoff(timing.backoff);
    this.#relistBackoff = new Backoff({
      ...timing.backoff,
      maxMs: RELIST_MAX_MS,
    });
    this.#requests = new KindRequests(
      resource,
      selectors,
      connection,
      timing,
      this.#stop.signal,
    );
    this.#sync = new SyncTracker(status => sink.status(status), timing);
  }

  async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await this.#step();
      } catch (error) {
        if (signal.aborted) return;
        waitMs = this.#failed(error);
      }
      await pause(waitMs, signal);
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#sync.stop();
  }

  /** Runs one list or one watch. Returns how long to wait before the next. */
  async #step(): Promise<number> {
    const { signal } = this.#stop;
    if (this.#resourceVersion === undefined) {
      if (!(await this.discovery.serves(this.resource, signal)))
        return this.#notServed();
      await this.#list();
    } else if (this.#mayBeReplaced) {
      await this.#checkVersion(this.#resourceVersion);
    }
    this.#mayBeReplaced = false;

    const startedAt = Date.now();
    const isShort = () => Date.now() - startedAt < this.timing.backoff.firstMs;
    try {
      await this.#watch(this.#resourceVersion!);
    } finally {
      if (!isShort()) {
        this.#backoff.reset();
        this.#relisted = false;
      }
    }
    // A watch that repeatedly ends immediately must not become a busy loop.
    return isShort() ? this.#backoff.next() : 0;
  }

  /** Returns how long to wait before it is queried again. */
  async #notServed(): Promise<number> {
    const message = `the cluster does not serve ${apiPath(this.resource)}`;
    if (this.#wasServed && !(await this.#isGone())) {
      this.#sync.lost({ status: 'unreachable', message });
      return Math.min(CONFIRM_MS, this.timing.discoveryMs);
    }
    this.#wasServed = false;
    this.sink.replaceAll([]);
    this.#sync.lost({ status: 'notServed', message });
    return this.timing.discoveryMs * (0.75 + Math.random() / 2);
  }

  /**
   * A starting API server may not know its CRDs yet, and all objects would be
   * deleted: so it must be reported twice, by a ready one.
   */
  async #isGone(): Promise<boolean> {
    const isSecond = this.#wasMissing;
    this.#wasMissing = true;
    return isSecond && this.discovery.isGone(this.resource, this.#stop.signal);
  }

  /** Returns how long to wait before the next list. */
  #failed(error: unknown): number {
    const status = error instanceof ApiStatusError ? error.status : undefined;
    const wasRead = this.#resourceVersion !== undefined;
    this.#resourceVersion = undefined;
    if (error instanceof ResourceExpiredError || status?.code === 410) {
      // Immediately, as nothing is observed until then; but not repeatedly.
      if (this.#relisted) return this.#relistBackoff.next();
      this.#relisted = true;
      this.#relistBackoff.reset();
      return 0;
    }
    // Discovery decides next whether the kind is gone.
    if (!(status?.code === 404 && wasRead) && !this.#isTransient(status?.code))
      this.#sync.lost(statusOfFailure(error));
    return this.#backoff.next(
      error instanceof ApiStatusError ? error.retryAfterMs : undefined,
    );
  }

  /** A starting API server refuses all requests until it has read the RBAC rules. */
  #isTransient(code?: number): boolean {
    if (code !== 401 && code !== 403) {
      this.#refusedSince = undefined;
      return false;
    }
    // It responds: no need to wait as long as during an outage.
    if (this.#refusedSince === undefined) this.#backoff.reset();
    this.#refusedSince ??= Date.now();
    return Date.now() - this.#refusedSince < this.timing.forbiddenAfterMs;
  }

  /** Reads everything and passes it to the sink in one call. */
  async #list(): Promise<void> {
    const objects: S[] = [];
    const resourceVersion = await this.#requests.list(item => {
      const object = this.sink.transform(item);
      if (object) objects.push(object);
    });
    this.sink.replaceAll(objects);
    this.#resourceVersion = resourceVersion;
    this.#wasServed = true;
    this.#wasMissing = false;
    this.#refusedSince = undefined;
    this.#sync.observed();
    this.#sync.watchEnded();
  }

  /**
   * After etcd was restored or wiped, the version decreases, and a watch from a
   * future version would stay silent instead of failing.
   */
  async #checkVersion(version: string): Promise<void> {
    if (isOlder(await this.#requests.version(), version))
      throw new ResourceExpiredError();
  }

  async #watch(resourceVersion: string): Promise<void> {
    const stream = await this.#requests.watch(resourceVersion);
    this.#sync.watchStarted();
    try {
      for await (const events of watchEvents(
        stream,
        this.timing.silentAfterMs,
      )) {
        events.forEach(event => this.#take(event));
        this.sink.observed();
        this.#sync.observed();
      }
    } catch (error) {
      if (!isBroken(error)) throw error;
      // Not conclusive yet: the next request shows the status.
      this.#mayBeReplaced = true;
    } finally {
      this.#sync.watchEnded();
    }
  }

  #take(event: WatchEvent): void {
    if (event.type === 'ERROR') {
      const { code = 500, message = 'the watch failed' } = event.object;
      // Whatever the error, it may return from the same version.
      this.#resourceVersion = undefined;
      throw new ApiStatusError({ code, reason: 'Watch', message, causes: [] });
    }
    const { resourceVersion = '' } = event.object.metadata;
    if (isOlder(resourceVersion, this.#resourceVersion ?? '')) {
      throw new ResourceExpiredError();
    }
    this.#resourceVersion = resourceVersion;
    if (event.type === 'DELETED') this.sink.delete(event.object);
    else if (event.type !== 'BOOKMARK') {
      const object = this.sink.transform(event.object);
      if (object) this.sink.set(object);
    }
  }
}
