import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import {
  canonicalEntityRef,
  type CatalogReader,
} from '../authorization/CatalogReader';
import type { Quotas } from './Quotas';
import type { BackendPostgresService } from './types';

/** Returns the quotas of the owner of an entity, to callers who can see the entity. */
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
        'must be an entity of the catalog that you can see',
      );
    }
    const entity = (await catalog.entities([entityRef])).get(entityRef);
    const owners = entity?.owners ?? [];
    // The same default as for a new database without an owner in the request.
    const owner = owners.find(ref => ref.startsWith('group:')) ?? owners[0];
    return { owner, quotas: owner ? quotas.of(owner) : [] };
  };
}
