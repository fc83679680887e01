import { Entity, RELATION_DEPENDENCY_OF } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { Binding } from '@pgstage/backstage-plugin-postgres-common';

/** An entity that would lose its database. */
export interface Dependant {
  entityRef: string;
  inProduction: boolean;
}

/**
 * Returns the entities that use a database: those in its binding, and those
 * that depend on it in the catalog.
 */
export async function findDependants(
  catalogApi: Pick<CatalogApi, 'getEntitiesByRefs' | 'getEntityByRef'>,
  binding: Binding | undefined,
): Promise<Dependant[]> {
  if (!binding) return [];
  const resource = await catalogApi.getEntityByRef(binding.resourceRef);
  const related = (resource?.relations ?? [])
    .filter(relation => relation.type === RELATION_DEPENDENCY_OF)
    .map(relation => relation.targetRef);
  const refs = [...new Set([...binding.entityRefs, ...related])].filter(
    ref => ref !== binding.resourceRef,
  );
  if (!refs.length) return [];
  const { items } = await catalogApi.getEntitiesByRefs({ entityRefs: refs });
  return refs.map((entityRef, index) => ({
    entityRef,
    inProduction: isInProduction(items[index]),
  }));
}

function isInProduction(entity: Entity | undefined): boolean {
  return entity?.spec?.lifecycle === 'production';
}
