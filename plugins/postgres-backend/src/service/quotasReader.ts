import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import {
  canonicalEntityRef,
  type CatalogReader,
} from '../authorization/CatalogReader';
import type { Quotas } from './Quotas';
import type { BackendPostgresService } from './types';

/** Tells whoever sees an entity how much its owner has left. */
export function quotasReader(services: {
  catalog: CatalogReader;
  quotas: Quotas;
}): BackendPostgresService['getQuotas'] {
  const { catalog, quotas } = services;
  return async (caller, query) => {
    const entityRef = canonicalEntityRef(query.entityRef);
    if (!(await catalog.visibleTo(caller, [entityRef])).has(entityRef)) {
      throw invalidField(
        'entityRef',
        'must name an entity of the catalog that you can see',
      );
    }
    const entity = (await catalog.entities([entityRef])).get(entityRef);
    const owners = entity?.owners ?? [];
    // As for a new database that names no owner.
    const owner = owners.find(ref => ref.startsWith('group:')) ?? owners[0];
    return { owner, quotas: owner ? quotas.of(owner) : [] };
  };
}
