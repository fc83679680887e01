import {
  objectKey,
  type KubernetesObject,
  type ResourceKind,
  type WatchedKind,
} from '../cluster';
import {
  metaOf,
  type CachedDatabaseObject,
  type CachedMeta,
} from '../model/cachedTypes';
import { ofCluster } from '../model/ofCluster';
import { recordOf } from '../model/record';

/**
 * Returns the kind of database objects.
 *
 * @param own - the fields that the provider caches of each
 * @public
 */
export function databaseKind<Own extends object>(
  resource: ResourceKind,
  own: (object: KubernetesObject) => Own,
): WatchedKind<CachedDatabaseObject & Own> {
  return {
    resource,
    transform: (object, managedBy) => ({
      ...metaOf(object),
      managedBy,
      generation: object.metadata.generation,
      record: recordOf(object.metadata.annotations),
      ...own(object),
    }),
    affects: (_, id) => [objectKey(id)],
  };
}

/**
 * Returns a kind whose objects name their database.
 *
 * @param own - the fields that the provider caches of each, `cluster` the
 * database's name
 * @public
 */
export function partKind<Own extends { cluster: string }>(
  resource: ResourceKind,
  own: (object: KubernetesObject) => Own,
): WatchedKind<CachedMeta & Own> {
  return {
    resource,
    transform: object => ({ ...own(object), ...metaOf(object) }),
    ...ofCluster<CachedMeta & Own>(),
  };
}
