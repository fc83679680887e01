import { createServiceFactory } from '@backstage/backend-plugin-api';
import type { GetEntitiesByRefsRequest } from '@backstage/catalog-client';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import {
  type CompoundEntityRef,
  type Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  type CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';

/**
 * Backstage's in-memory catalog copies all entities for each query by ref,
 * which would be measured as growth. This one uses an index.
 */
class IndexedCatalog extends InMemoryCatalogClient {
  readonly #byRef: Map<string, Entity>;

  constructor(entities: Entity[]) {
    super({ entities });
    this.#byRef = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  async getEntityByRef(
    ref: string | CompoundEntityRef,
  ): Promise<Entity | undefined> {
    return this.#byRef.get(
      typeof ref === 'string' ? ref : stringifyEntityRef(ref),
    );
  }

  async getEntitiesByRefs(request: GetEntitiesByRefsRequest) {
    const entities = request.entityRefs.flatMap(
      ref => this.#byRef.get(ref) ?? [],
    );
    return new InMemoryCatalogClient({ entities }).getEntitiesByRefs(request);
  }
}

/** Returns an in-memory catalog that replaces the plugin. */
export const catalogWith = (entities: Entity[]) =>
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: (): CatalogService => new IndexedCatalog(entities),
  });
