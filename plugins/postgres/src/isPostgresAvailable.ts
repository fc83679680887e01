import { Entity } from '@backstage/catalog-model';

/**
 * Returns whether an entity can have databases, and therefore the tab. The
 * backend determines whether it has any: databases refer to their entities, not
 * the reverse.
 *
 * @public
 */
export function isPostgresAvailable(entity: Entity): boolean {
  return ['component', 'resource'].includes(entity.kind.toLowerCase());
}
