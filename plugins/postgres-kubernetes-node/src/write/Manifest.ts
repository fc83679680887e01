import type { KubernetesObject, ResourceKind } from '../cluster';

/** An object and its kind. @public */
export interface Manifest {
  kind: ResourceKind;
  object: KubernetesObject;
}

/** A database's objects, in the order in which they are written. @public */
export interface DatabaseManifests {
  /** The database's own object names them, so they are there before it. */
  before: Manifest[];
  /** The object that the database is. */
  cluster: Manifest;
  after: Manifest[];
}

/** All, the database's own among them. @public */
export function allOf({
  before,
  cluster,
  after,
}: DatabaseManifests): Manifest[] {
  return [...before, cluster, ...after];
}

/** The parts, without the database's own object. @public */
export function partsOf({ before, after }: DatabaseManifests): Manifest[] {
  return [...before, ...after];
}

/** Whether two manifests are of the same object. @public */
export function isSamePart(a: Manifest, b: Manifest): boolean {
  return a.kind === b.kind && a.object.metadata.name === b.object.metadata.name;
}
