import { setTimeout as sleep } from 'node:timers/promises';
import { ApiStatusError } from '../api/ApiStatusError';
import type { ClusterConnection } from '../api/ClusterConnection';
import { apiPath } from '../api/paths';
import type { KubernetesObject, ResourceKind } from '../objects';
import { Backoff } from './Backoff';
import type { Discovery } from './Discovery';
import { statusOfFailure, type KindStatus } from './KindStatus';
import type { WatchTiming } from './timing';
import { watchEvents, type WatchEvent } from './watchEvents';

/** Takes what a {@link Reflector} reads. Calls are synchronous. */
export interface ReflectorSink<S> {
  /** What to keep of an object; undefined where it cannot be understood. */
  slim(object: KubernetesObject): S | undefined;
  /** These are all objects there are. */
  replaceAll(objects: S[]): void;
  set(object: S): void;
  delete(object: KubernetesObject): void;
  status(status: Pick<KindStatus, 'status' | 'message'>): void;
  /** The cluster was heard. */
  heard(): void;
}

/** Keep out what is not ours. */
interface Selectors {
  labelSelector?: string;
  fieldSelector?: string;
}

interface ListAnswer {
  metadata: { resourceVersion: string; continue?: string };
  items: KubernetesObject[];
}

/** The history that we want to go on from is gone, or was another one. */
class HistoryLostError extends Error {}

/**
 * Keeps a sink equal to what a cluster holds of one kind: list, then watch,
 * resume, and list again only when history is lost.
 *
 * client-node's informer (`ListWatch`, 1.4) is not used because it stops for
 * good at the first error that is not 410, asks for no bookmarks, never notices
 * a watch that went silent (it overwrites its own timeout signal), ignores
 * `Retry-After`, lists without pages, keeps whole objects, and deletes from its
 * cache before it has read the new list's effects.
 */
export class Reflector<S> {
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  #resourceVersion: string | undefined;
  /** The server may have been replaced since: its version may have gone back. */
  #lostContact = false;

  constructor(
    private readonly resource: ResourceKind,
    private readonly selectors: Selectors,
    private readonly connection: ClusterConnection,
    private readonly discovery: Discovery,
    private readonly sink: ReflectorSink<S>,
    private readonly timing: WatchTiming,
  ) {
    this.#backoff = new Backoff(timing.backoff);
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
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  /** One list or one watch. Returns how long to wait before the next. */
  async #step(): Promise<number> {
    const { signal } = this.#stop;
    if (this.#resourceVersion === undefined) {
      if (!(await this.discovery.serves(this.resource, signal))) {
        this.sink.replaceAll([]);
        this.sink.status({
          status: 'notServed',
          message: `the cluster does not serve ${apiPath(this.resource)}`,
        });
        return this.timing.discoveryMs * (0.75 + Math.random() / 2);
      }
      await this.#list();
    } else if (this.#lostContact) {
      await this.#checkVersion(this.#resourceVersion);
    }
    this.#lostContact = false;

    const startedAt = Date.now();
    const isShort = () => Date.now() - startedAt < this.timing.backoff.firstMs;
    try {
      await this.#watch();
    } finally {
      if (!isShort()) this.#backoff.reset();
    }
    // A watch that ends at once, again and again, must not become a busy loop.
    return isShort() ? this.#backoff.next() : 0;
  }

  #failed(error: unknown): number {
    const status = error instanceof ApiStatusError ? error.status : undefined;
    if (error instanceof HistoryLostError || status?.code === 410) {
      this.#resourceVersion = undefined;
      return this.#backoff.next();
    }
    // Whether the kind is gone for good is for discovery to say, next.
    if (status?.code === 404 && this.#resourceVersion !== undefined) {
      this.#resourceVersion = undefined;
    } else {
      this.sink.status(statusOfFailure(error));
    }
    this.#lostContact = true;
    return this.#backoff.next(
      error instanceof ApiStatusError ? error.retryAfterMs : undefined,
    );
  }

  /** Reads page by page, then hands over everything at once. */
  async #list(): Promise<void> {
    const objects: S[] = [];
    let page: ListAnswer['metadata'] | undefined;
    do {
      const answer: ListAnswer = await this.connection.json<ListAnswer>({
        path: apiPath(this.resource),
        query: {
          ...this.selectors,
          limit: `${this.timing.pageSize}`,
          continue: page?.continue,
        },
        signal: this.#stop.signal,
        timeoutMs: this.timing.requestTimeoutMs,
      });
      page = answer.metadata;
      // Items of a list do not say their kind, and managedBy needs it.
      for (const item of answer.items) {
        item.kind = this.resource.kind;
        const object = this.sink.slim(item);
        if (object) objects.push(object);
      }
    } while (page.continue);
    this.sink.replaceAll(objects);
    this.#resourceVersion = page.resourceVersion;
    this.sink.status({ status: 'ok' });
  }

  /**
   * After etcd was restored or wiped the version goes back, and a watch from a
   * version of the future would stay silent instead of failing.
   */
  async #checkVersion(ours: string): Promise<void> {
    const { metadata } = await this.connection.json<ListAnswer>({
      path: apiPath(this.resource),
      query: { ...this.selectors, limit: '1' },
      signal: this.#stop.signal,
      timeoutMs: this.timing.requestTimeoutMs,
    });
    if (isOlder(metadata.resourceVersion, ours)) throw new HistoryLostError();
  }

  async #watch(): Promise<void> {
    const { watchSeconds, requestTimeoutMs, silentAfterMs } = this.timing;
    const stream = await this.connection.open({
      path: apiPath(this.resource),
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        ...this.selectors,
        resourceVersion: this.#resourceVersion,
        timeoutSeconds: `${Math.ceil(
          watchSeconds * (0.8 + Math.random() * 0.4),
        )}`,
      },
      signal: this.#stop.signal,
      timeoutMs: requestTimeoutMs,
    });
    this.sink.status({ status: 'ok' });
    try {
      for await (const events of watchEvents(stream, silentAfterMs)) {
        this.sink.heard();
        events.forEach(event => this.#take(event));
      }
    } catch (error) {
      if (
        error instanceof HistoryLostError ||
        error instanceof ApiStatusError
      ) {
        throw error;
      }
      // A broken stream says nothing yet: the next request tells how it is.
      this.#lostContact = true;
    }
  }

  #take(event: WatchEvent): void {
    if (event.type === 'ERROR') {
      const { code = 500, message = 'the watch failed' } = event.object;
      throw new ApiStatusError({ code, reason: 'Watch', message, causes: [] });
    }
    const { resourceVersion = '' } = event.object.metadata;
    if (isOlder(resourceVersion, this.#resourceVersion ?? '')) {
      throw new HistoryLostError();
    }
    this.#resourceVersion = resourceVersion;
    if (event.type === 'DELETED') this.sink.delete(event.object);
    else if (event.type !== 'BOOKMARK') {
      const object = this.sink.slim(event.object);
      if (object) this.sink.set(object);
    }
  }
}

/**
 * Kubernetes promises only that versions are opaque, but those of one resource
 * are etcd's revision everywhere (and comparable by promise since 1.35). One
 * that is not a number is never taken for older.
 */
function isOlder(version: string, than: string): boolean {
  return (
    /^\d+$/.test(version) &&
    /^\d+$/.test(than) &&
    BigInt(version) < BigInt(than)
  );
}
