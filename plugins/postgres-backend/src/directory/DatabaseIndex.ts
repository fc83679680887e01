import type { Database } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Index of databases by the entities in their binding: those that use the
 * database, and its Resource.
 */
export class DatabaseIndex {
  readonly #refs = new Map<string, Set<string>>();

  add(database: Database): void {
    for (const key of entitiesOf(database)) {
      this.#refs.set(key, (this.#refs.get(key) ?? new Set()).add(database.ref));
    }
  }

  remove(database: Database): void {
    for (const key of entitiesOf(database)) {
      const refs = this.#refs.get(key);
      refs?.delete(database.ref);
      if (!refs?.size) this.#refs.delete(key);
    }
  }

  find(entityRef: string): string[] {
    return [...(this.#refs.get(normalizeRef(entityRef)) ?? [])];
  }
}

/** Entity refs are case-insensitive, as in the catalog. */
export function normalizeRef(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}

function entitiesOf({ binding }: Database): Set<string> {
  return new Set(
    binding
      ? [binding.resourceRef, ...binding.entityRefs].map(normalizeRef)
      : [],
  );
}
