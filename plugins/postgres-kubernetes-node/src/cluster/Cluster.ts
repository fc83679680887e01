import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KubeConfig } from '@kubernetes/client-node';
import { ClusterClient } from './api/ClusterClient';
import { ClusterConnection } from './api/ClusterConnection';
import { ClusterWatch, type WatchChange } from './watch/ClusterWatch';
import { defaultTiming, type WatchTiming } from './watch/timing';
import type { WatchedKind } from './watch/WatchedKind';

/** One Kubernetes cluster, by the name that refs and configuration use. @public */
export class Cluster {
  readonly client: ClusterClient;
  readonly #connection: ClusterConnection;
  readonly #watches = new Set<ClusterWatch>();

  constructor(
    readonly name: string,
    readonly title: string,
    kubeConfig: KubeConfig,
    private readonly logger: LoggerService,
    private readonly timing: WatchTiming = defaultTiming,
  ) {
    this.#connection = new ClusterConnection(kubeConfig);
    this.client = new ClusterClient(name, this.#connection);
  }

  /**
   * Starts to cache these kinds. Returns immediately; see {@link ClusterWatch}
   * for when `onChange` is called.
   */
  watch(
    kinds: WatchedKind<unknown>[],
    onChange: (change: WatchChange) => void,
  ): ClusterWatch {
    const watch = new ClusterWatch(
      kinds,
      onChange,
      this.#connection,
      this.logger.child({ cluster: this.name }),
      this.timing,
    );
    this.#watches.add(watch);
    return watch;
  }

  /** Stops all watches and closes all connections. */
  close(): void {
    this.#watches.forEach(watch => watch.stop());
    this.#watches.clear();
    this.#connection.close();
  }
}
