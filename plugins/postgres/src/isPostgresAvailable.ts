import { Entity } from '@backstage/catalog-model';

/**
 * Whether an entity can have databases, and so the tab. Whether it has any is
 * for the backend to say: databases name their entities, not the reverse.
 *
 * @public
 */
export function isPostgresAvailable(entity: Entity): boolean {
  return ['component', 'resource'].includes(entity.kind.toLowerCase());
}
