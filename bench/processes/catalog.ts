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
 * Backstage's own catalog in memory, asked by ref, each time copies all it
 * holds: that would be measured as growth. This one looks a ref up.
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

/** A catalog in memory in place of the plugin. */
export const catalogWith = (entities: Entity[]) =>
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: (): CatalogService => new IndexedCatalog(entities),
  });
