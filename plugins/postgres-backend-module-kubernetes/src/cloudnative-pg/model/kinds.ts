import type { WatchedKind } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { clusterKind, objectStoreKind } from './archivingKinds';
import { backupKind, scheduledBackupKind } from './backupKinds';
import { databaseKind, poolerKind } from './declaredKinds';
import {
  endpointSliceKind,
  podKind,
  serviceKind,
  volumeClaimKind,
} from './partKinds';

/** All kinds that are watched and cached in each cluster. */
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
