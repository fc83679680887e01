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

/** Maximum time to wait for a cluster that may not respond. */
const READ_WITHIN_MS = 10_000;

/** The fields that the base reads of a provider's configuration. @public */
export interface ProviderConfig {
  /** Namespaces in which databases may be created. */
  namespaces: string[];
  /** Id of the store for credentials. */
  credentialStore: string;
  /** Allowed destinations of credentials, each `<cluster>/<namespace>`. */
  credentialNamespaces: string[];
}

/** Dependencies of a context. @public */
export interface ProviderContextOptions<Config extends ProviderConfig> {
  cluster: Cluster;
  config: Config;
  /** Returns a store when it is needed: modules start in any order. */
  credentialStore: (id: string) => CredentialStore;
  /** Default destination of credentials. */
  credentialTarget?: CredentialTarget;
  logger: LoggerService;
}

/** The context of one Kubernetes cluster for all parts of a provider. @public */
export class ProviderContext<Config extends ProviderConfig = ProviderConfig> {
  readonly cluster: Cluster;
  readonly client: ClusterClient;
  readonly config: Config;
  readonly logger: LoggerService;
  readonly jobs: JobRunner;
  /** Archiver readings of primaries. */
  readonly archivers = new Archivers(key =>
    this.#notify({ keys: new Set([key]), statusChanged: false }),
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

  /** Returns the store for credentials. @throws InputError if there is no such store. */
  credentialStore(): CredentialStore {
    return this.options.credentialStore(this.config.credentialStore);
  }

  /** Configured destination of credentials. */
  get credentialTarget(): CredentialTarget {
    return this.options.credentialTarget ?? {};
  }

  /** Started when it is first needed: a write by a provider that does not observe also depends on it. */
  get watch(): ClusterWatch {
    this.#watch ??= this.cluster.watch(Object.values(this.kinds), change => {
      this.#settled = true;
      this.#notify(change);
    });
    return this.#watch;
  }

  /** Whether every kind has been read or has failed once. */
  get settled(): boolean {
    return this.#settled;
  }

  /**
   * Starts the watch and subscribes to every change. A late subscriber is
   * immediately called with all existing databases. Returns a function that
   * unsubscribes.
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

  #notify(change: WatchChange): void {
    this.#listeners.forEach(listener => listener(change));
  }

  /**
   * Waits until every kind has been read or has failed once, at most for the
   * time limit of the cluster. Returns whether it has.
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
