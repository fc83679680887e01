import type { DeferredEntity } from '@backstage/plugin-catalog-node';

/** What the catalog was told of a database. */
export interface Told {
  entityRef: string;
  deferred: DeferredEntity;
}

/** What the catalog was told of all databases, by ref and by Resource. */
export class ToldDatabases {
  readonly #byRef = new Map<string, Told>();
  readonly #refs = new Map<string, string>();

  get(ref: string): Told | undefined {
    return this.#byRef.get(ref);
  }

  set(ref: string, told: Told): void {
    this.delete(ref);
    this.#byRef.set(ref, told);
    this.#refs.set(told.entityRef, ref);
  }

  delete(ref: string): void {
    const told = this.#byRef.get(ref);
    if (told && this.#refs.get(told.entityRef) === ref)
      this.#refs.delete(told.entityRef);
    this.#byRef.delete(ref);
  }

  entries(): Array<[string, Told]> {
    return [...this.#byRef];
  }

  /** Another database that the same Resource stands for. */
  claimant(ref: string, entityRef: string): string | undefined {
    const other = this.#refs.get(entityRef);
    return other === ref ? undefined : other;
  }
}
