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
  type KeptDatabaseObject,
  type KeptMeta,
} from './kept';
export type {
  KeptEndpointSlice,
  KeptService,
  KeptVolumeClaim,
} from './keptParts';
export type { KeptContainer, KeptPod } from './keptPod';
export { BY_CLUSTER, ofCluster } from './ofCluster';
export { endpointSliceKind, serviceKind, volumeClaimKind } from './partKinds';
export type { PartLabels } from './PartLabels';
export { locationOf, refsOf, type Place } from './Place';
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
  refuseOtherRecord,
  specHash,
  type DatabaseRecord,
} from './record';
export {
  heardAt,
  isKnown,
  readyAddresses,
  wasRead,
  type Snapshot,
} from './Snapshot';
export { clustersOf } from './clustersOf';
