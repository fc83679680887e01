import { resources } from '../../model';
import {
  type Manifest,
  objectStoreManifest,
  scheduledBackupManifest,
} from './backupManifests';
import { clusterManifest, type Plan } from './clusterManifest';
import {
  databaseManifests,
  podMonitorManifest,
  poolerManifest,
} from './partManifests';

export type { Manifest, Plan };
export { isPartOf, PART_OF } from './partMetadata';

/** A database's objects, in the order in which they are written. */
export interface Manifests {
  /** The Cluster names them, so they are there before it. */
  before: Manifest[];
  cluster: Manifest;
  after: Manifest[];
}

/** All objects of a plan: pure, so that a pull request holds what a create writes. */
export function manifestsOf(plan: Plan): Manifests {
  return {
    before: objectStoreManifest(plan),
    cluster: { kind: resources.clusters, object: clusterManifest(plan) },
    after: [
      ...scheduledBackupManifest(plan),
      ...poolerManifest(plan),
      ...databaseManifests(plan),
      ...podMonitorManifest(plan),
    ],
  };
}

/** All, the Cluster among them. */
export function allOf({ before, cluster, after }: Manifests): Manifest[] {
  return [...before, cluster, ...after];
}

/** The parts, without the Cluster. */
export function partsOf({ before, after }: Manifests): Manifest[] {
  return [...before, ...after];
}

/** Whether two manifests are of the same object. */
export function isSamePart(a: Manifest, b: Manifest): boolean {
  return a.kind === b.kind && a.object.metadata.name === b.object.metadata.name;
}
