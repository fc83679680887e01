export { DatabaseLookup } from './DatabaseLookup';
export {
  databaseModelOf,
  partKindsOf,
  type FullDatabaseModel,
  type PartKinds,
  type PartsOf,
} from './databaseModelOf';
export {
  statusesOf,
  type DatabaseKinds,
  type DatabaseModel,
} from './DatabaseModel';
export {
  metaOf,
  pick,
  type Condition,
  type CachedDatabaseObject,
  type CachedMeta,
} from './cachedTypes';
export type {
  CachedEndpointSlice,
  CachedService,
  CachedVolumeClaim,
} from './cachedParts';
export type { CachedContainer, CachedPod } from './CachedPod';
export { BY_CLUSTER, ofCluster } from './ofCluster';
export { endpointSliceKind, serviceKind, volumeClaimKind } from './partKinds';
export type { PartLabels } from './PartLabels';
export { locationOf, refsOf, type DatabaseKey } from './DatabaseKey';
export {
  podKind,
  POSTGRES_PORT,
  type ContainerSpec,
  type PodObject,
} from './podKind';
export {
  ProviderContext,
  type ProviderConfig,
  type ProviderContextOptions,
} from './ProviderContext';
export {
  annotationLines,
  recordAnnotations,
  recordOf,
  recordToAnnotations,
  recordVersionOf,
  checkRecordVersion,
  specHash,
  type DatabaseRecord,
} from './record';
export {
  lastObservedAt,
  isKnown,
  isListed,
  readyAddresses,
  wasRead,
  type Snapshot,
} from './Snapshot';
export { contextsOf, type ContextDependencies } from './contextsOf';
