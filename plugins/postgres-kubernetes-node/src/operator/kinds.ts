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
 * The kind whose objects are databases.
 *
 * @param own - what the provider keeps of each
 * @public
 */
export function databaseKind<Own extends object>(
  resource: ResourceKind,
  own: (object: KubernetesObject) => Own,
): WatchedKind<CachedDatabaseObject & Own> {
  return {
    resource,
    transform: (object, managedBy) => ({
      ...own(object),
      ...metaOf(object),
      managedBy,
      generation: object.metadata.generation,
      record: recordOf(object.metadata.annotations),
    }),
    affects: (_, id) => [objectKey(id)],
  };
}

/**
 * A kind whose objects name the database that they are of.
 *
 * @param own - what the provider keeps of each, `cluster` the database's name
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
