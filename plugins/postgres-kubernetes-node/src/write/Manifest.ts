import type { KubernetesObject, ResourceKind } from '../cluster';

/** An object and its kind. @public */
export interface Manifest {
  kind: ResourceKind;
  object: KubernetesObject;
}

/** A database's objects, in the order in which they are written. @public */
export interface DatabaseManifests {
  /** The database object refers to them, so they are created before it. */
  before: Manifest[];
  /** The database object. */
  cluster: Manifest;
  after: Manifest[];
}

/** Returns all manifests, that of the database object included. @public */
export function allOf({
  before,
  cluster,
  after,
}: DatabaseManifests): Manifest[] {
  return [...before, cluster, ...after];
}

/** Returns the manifests of the dependents, without the database object. @public */
export function partsOf({ before, after }: DatabaseManifests): Manifest[] {
  return [...before, ...after];
}

/** Whether two manifests are of the same object. @public */
export function isSamePart(a: Manifest, b: Manifest): boolean {
  return a.kind === b.kind && a.object.metadata.name === b.object.metadata.name;
}
