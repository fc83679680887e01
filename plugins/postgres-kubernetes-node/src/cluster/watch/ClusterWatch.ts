import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterConnection } from '../api/ClusterConnection';
import { Discovery } from './Discovery';
import type { KindReader } from './KindStore';
import type { KindStatus } from './KindStatus';
import { KindWatch } from './KindWatch';
import type { WatchTiming } from './timing';
import type { WatchedKind } from './WatchedKind';

/** @public */
export interface WatchChange {
  /** Keys, as returned by `WatchedKind.affects`, of added, changed and deleted objects. */
  keys: ReadonlySet<string>;
  /** Whether the status of a kind changed since the last call. */
  statusChanged: boolean;
}

/**
 * The cache of a provider for one cluster.
 *
 * `onChange` is first called with all keys when every kind has been read or has
 * failed once; so a mapper never gets a cluster whose pods are not read yet.
 * After that it is called once per batch. Objects stay in the cache while a
 * kind cannot be read: `statuses` shows which are stale, and since when.
 *
 * @public
 */
export class ClusterWatch {
  readonly #watches: Map<WatchedKind<unknown>, KindWatch<unknown>>;
  readonly #keys = new Set<string>();
  #statusChanged = false;
  #settled = false;
  #stopped = false;
  #timer?: NodeJS.Timeout;

  constructor(
    kinds: WatchedKind<unknown>[],
    private readonly onChange: (change: WatchChange) => void,
    connection: ClusterConnection,
    private readonly logger: LoggerService,
    private readonly timing: WatchTiming,
  ) {
    const discovery = new Discovery(connection);
    const events = {
      affected: (keys: string[]) => {
        keys.forEach(key => this.#keys.add(key));
        this.#schedule();
      },
      statusChanged: () => {
        this.#statusChanged = true;
        this.#schedule();
      },
      lookup: <T>(kind: WatchedKind<T>) => this.store(kind),
    };
    this.#watches = new Map(
      kinds.map(kind => [
        kind,
        new KindWatch(kind, events, logger, connection, discovery, timing),
      ]),
    );
    this.#watches.forEach(watch => watch.start());
  }

  /** @throws Error if the kind is not part of this watch. */
  store<T>(kind: WatchedKind<T>): KindReader<T> {
    return this.#watch(kind).store as KindReader<T>;
  }

  status<T>(kind: WatchedKind<T>): KindStatus {
    return this.#watch(kind).current;
  }

  statuses(): Array<{ kind: WatchedKind<unknown>; status: KindStatus }> {
    return [...this.#watches.values()].map(watch => ({
      kind: watch.kind,
      status: watch.current,
    }));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#watches.forEach(watch => watch.stop());
  }

  #watch<T>(kind: WatchedKind<T>): KindWatch<unknown> {
    const watch = this.#watches.get(kind as WatchedKind<unknown>);
    if (!watch) throw new Error(`${kind.resource.plural} is not watched`);
    return watch;
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer ??= setTimeout(() => this.#flush(), this.timing.batchMs);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#settled ||= this.statuses().every(
      ({ status }) => status.status !== 'pending',
    );
    if (!this.#settled) return;
    const change = {
      keys: new Set(this.#keys),
      statusChanged: this.#statusChanged,
    };
    this.#keys.clear();
    this.#statusChanged = false;
    try {
      this.onChange(change);
    } catch (error) {
      this.logger.error('Could not map a change', error as Error);
    }
  }
}
