import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  getEntityRelations,
  useAsyncEntity,
  useEntityOwnership,
} from '@backstage/plugin-catalog-react';

/**
 * Returns the owners of the page's entity; undefined if the user is one of
 * them, and while they are loading.
 */
export function useOtherOwners(): string[] | undefined {
  const { entity } = useAsyncEntity();
  const { loading, isOwnedEntity } = useEntityOwnership();
  if (!entity || loading || isOwnedEntity(entity)) return undefined;
  return getEntityRelations(entity, RELATION_OWNED_BY).map(stringifyEntityRef);
}
