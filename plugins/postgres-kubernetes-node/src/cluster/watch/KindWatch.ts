import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterConnection } from '../api/ClusterConnection';
import { managedBy } from '../managedBy';
import {
  stripManagedFields,
  resourceName,
  type KubernetesObject,
} from '../objects';
import { compact } from './compact';
import type { Discovery } from './Discovery';
import { KindStore, type StoredObject } from './KindStore';
import type { KindStatus } from './KindStatus';
import { Reflector, type ReflectorSink } from './Reflector';
import type { WatchTiming } from './timing';
import type { StoreLookup, WatchedKind } from './WatchedKind';

/** Listener of a {@link KindWatch}. Calls are synchronous and can be many. */
export interface KindWatchEvents {
  affected(keys: string[]): void;
  statusChanged(): void;
  lookup: StoreLookup;
}

/** One kind of one cluster: its store, its status, and their reflector. */
export class KindWatch<T> implements ReflectorSink<StoredObject<T>> {
  readonly store: KindStore<T>;
  readonly #reflector: Reflector<StoredObject<T>>;
  #status: KindStatus['status'] = 'pending';
  #message?: string;
  #since = Date.now();
  #observedAt?: number;

  constructor(
    readonly kind: WatchedKind<T>,
    private readonly events: KindWatchEvents,
    private readonly logger: LoggerService,
    connection: ClusterConnection,
    discovery: Discovery,
    timing: WatchTiming,
  ) {
    this.store = new KindStore<T>(
      (value, id) => kind.indexes?.(value, id) ?? {},
    );
    this.#reflector = new Reflector(
      kind.resource,
      { labelSelector: kind.labelSelector, fieldSelector: kind.fieldSelector },
      connection,
      discovery,
      this,
      timing,
    );
  }

  start(): void {
    void this.#reflector.run();
  }

  stop(): void {
    this.#reflector.stop();
  }

  get current(): KindStatus {
    return {
      status: this.#status,
      since: new Date(this.#since).toISOString(),
      ...(this.#message && { message: this.#message }),
      ...(this.#observedAt && {
        observedAt: new Date(this.#observedAt).toISOString(),
      }),
    };
  }

  transform(object: KubernetesObject): StoredObject<T> | undefined {
    const { name, namespace, uid = '', resourceVersion = '' } = object.metadata;
    const manager = managedBy(object);
    stripManagedFields(object);
    try {
      const value = this.kind.transform(object, manager);
      return compact({ name, namespace, uid, resourceVersion, value });
    } catch (error) {
      // One invalid object must not hide all others of its kind.
      this.logger.warn(
        `Ignored ${resourceName(this.kind.resource)} '${namespace}/${name}'`,
        error as Error,
      );
      return undefined;
    }
  }

  replaceAll(objects: StoredObject<T>[]): void {
    const changes = this.store.replaceAll(objects);
    changes.forEach(([before, after]) => this.#notify(before, after));
    this.observed();
  }

  set(object: StoredObject<T>): void {
    this.#notify(this.store.set(object), object);
  }

  delete(object: KubernetesObject): void {
    this.#notify(this.store.delete(object.metadata), undefined);
  }

  observed(): void {
    this.#observedAt = Date.now();
  }

  status({ status, message }: Pick<KindStatus, 'status' | 'message'>): void {
    if (status === 'ok') this.observed();
    if (status === this.#status && message === this.#message) return;
    if (status !== this.#status) {
      this.#since = Date.now();
      const text = `${resourceName(this.kind.resource)}: ${status}${
        message ? `, ${message}` : ''
      }`;
      if (status === 'ok' || status === 'notServed') this.logger.info(text);
      else this.logger.warn(text);
    }
    this.#status = status;
    this.#message = message;
    this.events.statusChanged();
  }

  #notify(before?: StoredObject<T>, after?: StoredObject<T>): void {
    for (const object of [before, after]) {
      if (object) {
        this.events.affected(
          this.kind.affects(object.value, object, this.events.lookup),
        );
      }
    }
  }
}
