import type { DatabaseManifests } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources } from '../../model';
import {
  objectStoreManifest,
  scheduledBackupManifest,
} from './backupManifests';
import { clusterManifest, type ClusterPlan } from './clusterManifest';
import {
  databaseManifests,
  podMonitorManifest,
  poolerManifest,
} from './partManifests';

export type { ClusterPlan };

/** Returns all objects of a plan. Pure, so that a pull request contains the same objects as a create writes. */
export function manifestsOf(plan: ClusterPlan): DatabaseManifests {
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
