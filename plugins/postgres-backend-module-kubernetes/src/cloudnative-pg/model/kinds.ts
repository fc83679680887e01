import type { WatchedKind } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  backupKind,
  objectStoreKind,
  scheduledBackupKind,
} from './backupKinds';
import { clusterKind } from './clusterKind';
import {
  databaseKind,
  endpointSliceKind,
  poolerKind,
  serviceKind,
  volumeClaimKind,
} from './partKinds';
import { podKind } from './podKind';

/** Everything that is kept in memory of each cluster. */
export const cnpgKinds = {
  clusters: clusterKind,
  pods: podKind,
  backups: backupKind,
  scheduledBackups: scheduledBackupKind,
  poolers: poolerKind,
  databases: databaseKind,
  objectStores: objectStoreKind,
  services: serviceKind,
  endpointSlices: endpointSliceKind,
  volumeClaims: volumeClaimKind,
};

/** Name of a kind in {@link cnpgKinds}. */
export type KindName = keyof typeof cnpgKinds;

export const allKinds = Object.values(cnpgKinds) as WatchedKind<unknown>[];
