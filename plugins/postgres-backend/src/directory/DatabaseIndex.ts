import type { Database } from '@pgstage/backstage-plugin-postgres-common';

/** Which databases name an entity in their binding, as user or as their Resource. */
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

/** Entity refs are compared without regard to case, as the catalog does. */
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
