import type { IncomingMessage } from 'node:http';
import type { ClusterConnection } from '../api/ClusterConnection';
import { apiPath } from '../api/paths';
import type { KubernetesObject, ResourceKind } from '../objects';
import type { WatchTiming } from './timing';

/** Selectors that exclude unrelated objects. */
export interface Selectors {
  labelSelector?: string;
  fieldSelector?: string;
}

interface ListResponse {
  metadata: { resourceVersion: string; continue?: string };
  items: KubernetesObject[];
}

/** The requests that read one kind of one cluster. */
export class KindRequests {
  constructor(
    private readonly resource: ResourceKind,
    private readonly selectors: Selectors,
    private readonly connection: ClusterConnection,
    private readonly timing: WatchTiming,
    private readonly signal: AbortSignal,
  ) {}

  /** Lists all objects in pages, so that no response is huge. Returns the version of the list. */
  async list(take: (object: KubernetesObject) => void): Promise<string> {
    let page: ListResponse['metadata'] | undefined;
    do {
      const response = await this.#read({
        limit: `${this.timing.pageSize}`,
        continue: page?.continue,
      });
      page = response.metadata;
      for (const item of response.items) {
        // Items of a list have no kind, and managedBy needs it.
        item.kind = this.resource.kind;
        take(item);
      }
    } while (page.continue);
    return page.resourceVersion;
  }

  /** Returns the current version of the cluster. */
  async version(): Promise<string> {
    return (await this.#read({ limit: '1' })).metadata.resourceVersion;
  }

  /** Watches the events after a version. */
  watch(resourceVersion: string): Promise<IncomingMessage> {
    const { watchSeconds, requestTimeoutMs } = this.timing;
    // Not all at the same time.
    const seconds = Math.ceil(watchSeconds * (0.8 + Math.random() * 0.4));
    return this.connection.open({
      path: apiPath(this.resource),
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        ...this.selectors,
        resourceVersion,
        timeoutSeconds: `${seconds}`,
      },
      signal: this.signal,
      timeoutMs: requestTimeoutMs,
    });
  }

  #read(query: Record<string, string | undefined>): Promise<ListResponse> {
    return this.connection.json<ListResponse>({
      path: apiPath(this.resource),
      query: { ...this.selectors, ...query },
      signal: this.signal,
      timeoutMs: this.timing.requestTimeoutMs,
    });
  }
}
