import { LRUCache } from 'lru-cache';

/** More than the equal parts of databases of all providers. */
const MAX_VALUES = 2_000;

/**
 * Keeps equal parts of many databases in memory once: most operations, steps
 * and messages are equal in all databases of a provider. The parts are frozen,
 * because a change of one database would change all.
 */
export class SharedValues {
  readonly #values = new LRUCache<string, object>({ max: MAX_VALUES });

  /**
   * Returns an equal object, whose parts are shared.
   *
   * @param object - must be representable in JSON
   */
  shareParts<T extends object>(object: T): T {
    // V8 stores objects from JSON more compactly than those built field by field.
    return this.#replaceParts(JSON.parse(JSON.stringify(object)));
  }

  #replaceParts<T extends object>(object: T): T {
    for (const key of Object.keys(object) as Array<keyof T>)
      object[key] = this.#share(object[key]);
    return object;
  }

  #share<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value;
    const key = JSON.stringify(value);
    const known = this.#values.get(key);
    if (known) return known as T;
    const shared = Object.freeze(this.#replaceParts(value));
    this.#values.set(key, shared);
    return shared;
  }
}
