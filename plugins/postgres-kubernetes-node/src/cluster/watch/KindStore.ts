import { objectKey, type ObjectId } from '../objects';

/** One cached object. @public */
export interface StoredObject<T> extends ObjectId {
  uid: string;
  resourceVersion: string;
  value: T;
}

/** @public */
export interface KindReader<T> {
  readonly size: number;
  get(id: ObjectId): T | undefined;
  values(): IterableIterator<StoredObject<T>>;
  /** Returns the objects with a value of an index. */
  by(index: string, value: string): StoredObject<T>[];
}

type Indexer<T> = (value: T, id: ObjectId) => Record<string, string[]>;

/** Store of all objects of one kind in one cluster, with indexes. @public */
export class KindStore<T> implements KindReader<T> {
  #objects = new Map<string, StoredObject<T>>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();

  constructor(private readonly indexer: Indexer<T> = () => ({})) {}

  get size(): number {
    return this.#objects.size;
  }

  get(id: ObjectId): T | undefined {
    return this.#objects.get(objectKey(id))?.value;
  }

  values(): IterableIterator<StoredObject<T>> {
    return this.#objects.values();
  }

  by(index: string, value: string): StoredObject<T>[] {
    return [...(this.#indexes.get(index)?.get(value) ?? [])].flatMap(
      key => this.#objects.get(key) ?? [],
    );
  }

  /** Returns what was stored before. */
  set(object: StoredObject<T>): StoredObject<T> | undefined {
    const key = objectKey(object);
    const before = this.#objects.get(key);
    if (before) this.#unindex(key, before);
    this.#objects.set(key, object);
    for (const [index, value] of this.#entries(object)) {
      const keys = index.get(value);
      if (keys) keys.add(key);
      else index.set(value, new Set([key]));
    }
    return before;
  }

  /** Returns what was stored before. */
  delete(id: ObjectId): StoredObject<T> | undefined {
    const key = objectKey(id);
    const before = this.#objects.get(key);
    if (!before) return undefined;
    this.#unindex(key, before);
    this.#objects.delete(key);
    return before;
  }

  /**
   * Replaces all objects atomically: no reader gets a state in between. Returns
   * the differences, as pairs of before and after.
   */
  replaceAll(
    objects: StoredObject<T>[],
  ): Array<[StoredObject<T> | undefined, StoredObject<T> | undefined]> {
    const removed = new Map(this.#objects);
    const changes: Array<
      [StoredObject<T> | undefined, StoredObject<T> | undefined]
    > = [];
    for (const object of objects) {
      const key = objectKey(object);
      const before = removed.get(key);
      removed.delete(key);
      // A resourceVersion alone may repeat after etcd was wiped.
      if (
        before?.uid !== object.uid ||
        before.resourceVersion !== object.resourceVersion
      ) {
        this.set(object);
        changes.push([before, object]);
      }
    }
    for (const object of removed.values()) {
      this.delete(object);
      changes.push([object, undefined]);
    }
    return changes;
  }

  #unindex(key: string, object: StoredObject<T>): void {
    for (const [index, value] of this.#entries(object)) {
      const keys = index.get(value);
      keys?.delete(key);
      if (!keys?.size) index.delete(value);
    }
  }

  *#entries(
    object: StoredObject<T>,
  ): Generator<[index: Map<string, Set<string>>, value: string]> {
    for (const [name, values] of Object.entries(
      this.indexer(object.value, object),
    )) {
      const index = this.#indexes.get(name) ?? new Map<string, Set<string>>();
      this.#indexes.set(name, index);
      for (const value of values) yield [index, value];
    }
  }
}
