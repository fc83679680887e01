import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CredentialStore,
  CredentialTarget,
} from '@pgstage/backstage-plugin-postgres-node';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  objectKey,
  type Cluster,
  type ClusterClient,
  type ClusterWatch,
  type WatchChange,
} from '../cluster';
import { Archivers } from '../backups/wal/Archivers';
import { JobRunner } from '../jobs';
import type { DatabaseKinds } from './DatabaseModel';

/** Longer than this nobody waits for what a cluster may not answer. */
const READ_WITHIN_MS = 10_000;

/** What the base reads of a provider's configuration. @public */
export interface ProviderConfig {
  /** Where databases may be made. */
  namespaces: string[];
  /** Id of the store for credentials. */
  credentialStore: string;
  /** Where applications may find credentials, each `<cluster>/<namespace>`. */
  credentialNamespaces: string[];
}

/** What a context is made of. @public */
export interface ProviderContextOptions<Config extends ProviderConfig> {
  cluster: Cluster;
  config: Config;
  /** Looks up a store when it is used: modules start in any order. */
  credentialStore: (id: string) => CredentialStore;
  /** Where applications find credentials, where a request names no place. */
  credentialTarget?: CredentialTarget;
  logger: LoggerService;
}

/** One Kubernetes cluster as every part of a provider sees it. @public */
export class ProviderContext<Config extends ProviderConfig = ProviderConfig> {
  readonly cluster: Cluster;
  readonly client: ClusterClient;
  readonly config: Config;
  readonly logger: LoggerService;
  readonly jobs: JobRunner;
  /** What primaries told of archiving. */
  readonly archivers = new Archivers(key =>
    this.#tell({ keys: new Set([key]), statusChanged: false }),
  );
  readonly #listeners = new Set<(change: WatchChange) => void>();
  #watch?: ClusterWatch;
  #settled = false;

  constructor(
    private readonly options: ProviderContextOptions<Config>,
    private readonly kinds: DatabaseKinds,
  ) {
    this.cluster = options.cluster;
    this.client = options.cluster.client;
    this.jobs = new JobRunner(this.client);
    this.config = options.config;
    this.logger = options.logger.child({ cluster: this.name });
  }

  /** Name of the Kubernetes cluster. */
  get name(): string {
    return this.cluster.name;
  }

  /** The store for credentials. @throws InputError where there is no such store. */
  credentialStore(): CredentialStore {
    return this.options.credentialStore(this.config.credentialStore);
  }

  /** Where the configuration wants credentials to be found. */
  get credentialTarget(): CredentialTarget {
    return this.options.credentialTarget ?? {};
  }

  /** Started when it is first needed: a write by a provider that does not observe waits on it too. */
  get watch(): ClusterWatch {
    this.#watch ??= this.cluster.watch(Object.values(this.kinds), change => {
      this.#settled = true;
      this.#tell(change);
    });
    return this.#watch;
  }

  /** Whether every kind was read, or has failed, once. */
  get settled(): boolean {
    return this.#settled;
  }

  /**
   * Starts the watch and hears of every change. One who comes late hears of
   * all databases there are at once. Returns what ends it.
   */
  onChange(listener: (change: WatchChange) => void): () => void {
    const { watch } = this;
    this.#listeners.add(listener);
    if (this.#settled) {
      const databases = watch.store(this.kinds.clusters);
      const keys = new Set([...databases.values()].map(objectKey));
      listener({ keys, statusChanged: true });
    }
    return () => this.#listeners.delete(listener);
  }

  #tell(change: WatchChange): void {
    this.#listeners.forEach(listener => listener(change));
  }

  /**
   * Waits until every kind was read, or has failed, once; no longer than the
   * cluster has time for it. Returns whether it was.
   */
  async ready(signal?: AbortSignal): Promise<boolean> {
    const { watch } = this;
    const isReading = () =>
      watch.statuses().some(({ status }) => status.status === 'pending');
    return waitUntil(() => !isReading(), {
      everyMs: 20,
      withinMs: READ_WITHIN_MS,
      signal,
    });
  }

  stop(): void {
    this.#listeners.clear();
    this.#watch?.stop();
  }
}
