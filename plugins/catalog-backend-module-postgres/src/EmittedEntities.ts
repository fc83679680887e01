import type { DeferredEntity } from '@backstage/plugin-catalog-node';

/** The last emitted state of a database. */
export interface CatalogState {
  entityRef: string;
  deferred: DeferredEntity;
}

/** The last emitted states of all databases, by ref and by Resource. */
export class EmittedEntities {
  readonly #byRef = new Map<string, CatalogState>();
  readonly #refs = new Map<string, string>();

  get(ref: string): CatalogState | undefined {
    return this.#byRef.get(ref);
  }

  set(ref: string, state: CatalogState): void {
    this.delete(ref);
    this.#byRef.set(ref, state);
    this.#refs.set(state.entityRef, ref);
  }

  delete(ref: string): void {
    const state = this.#byRef.get(ref);
    if (state && this.#refs.get(state.entityRef) === ref)
      this.#refs.delete(state.entityRef);
    this.#byRef.delete(ref);
  }

  entries(): Array<[string, CatalogState]> {
    return [...this.#byRef];
  }

  /** Returns another database that the same Resource represents. */
  claimant(ref: string, entityRef: string): string | undefined {
    const other = this.#refs.get(entityRef);
    return other === ref ? undefined : other;
  }
}
