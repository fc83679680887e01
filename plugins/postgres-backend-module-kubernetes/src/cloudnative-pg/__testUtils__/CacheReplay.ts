import type {
  Database,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  Archivers,
  managedBy,
  objectKey,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { KindStore } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  allKinds,
  cnpgKinds,
  findParts,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../model';
import { ObservationLog } from './ObservationLog';
import type { RecordedEvent } from './recording';

/** Replays events into stores in memory, which is fast and exact to the millisecond. */
export class CacheReplay {
  readonly #stores = new Map(
    allKinds.map(kind => [
      kind,
      new KindStore<unknown>((value, id) => kind.indexes?.(value, id) ?? {}),
    ]),
  );
  readonly #logs = new Map<string, ObservationLog>();
  readonly #context = {
    name: 'test',
    archivers: new Archivers(),
    watch: {
      store: (kind: WatchedKind<unknown>) => this.#stores.get(kind),
      status: () => ({ status: 'ok', since: '' }),
    },
  } as unknown as ClusterContext;

  /** Applies an event and returns the keys of the affected databases. */
  apply({ type, object, resource }: RecordedEvent): string[] {
    const kind = allKinds.find(
      ({ resource: { plural, group } }) =>
        plural === resource.plural && group === resource.group,
    )!;
    const store = this.#stores.get(kind)!;
    const { name, namespace, uid = '', resourceVersion = '' } = object.metadata;
    const value = kind.transform(structuredClone(object), managedBy(object));
    if (type === 'DELETED') store.delete({ name, namespace });
    else store.set({ name, namespace, uid, resourceVersion, value });
    return kind.affects(
      value,
      { name, namespace },
      other => this.#stores.get(other as WatchedKind<unknown>) as never,
    );
  }

  snapshot(key: string): CloudNativePgSnapshot | undefined {
    const [namespace, name] = key.split('/');
    const cluster = this.#stores
      .get(cnpgKinds.clusters as WatchedKind<unknown>)!
      .get({ namespace, name });
    return cluster
      ? findParts(this.#context, cluster as CloudNativePgSnapshot['cluster'])
      : undefined;
  }

  /** Evaluates a database like the observer, with a separate state for each database. */
  database(key: string, now: Date): Database | undefined {
    const snapshot = this.snapshot(key);
    if (!snapshot) {
      this.#logs.delete(key);
      return undefined;
    }
    return this.#logOf(key).database(snapshot, now);
  }

  /** Returns section `health` without responses of the instances. */
  health(key: string, now: Date): Health | undefined {
    const snapshot = this.snapshot(key);
    return snapshot && this.#logOf(key).health(snapshot, now);
  }

  #logOf(key: string): ObservationLog {
    const log = this.#logs.get(key) ?? new ObservationLog();
    this.#logs.set(key, log);
    return log;
  }

  keys(): string[] {
    const clusters = this.#stores.get(
      cnpgKinds.clusters as WatchedKind<unknown>,
    )!;
    return [...clusters.values()].map(objectKey);
  }
}
