export { Cluster } from './Cluster';
export { Clusters } from './Clusters';
export { ClusterClient } from './api/ClusterClient';
export type { PodLogRequest, PodRequest } from './api/podRequests';
export { FIELD_MANAGER, type WriteOptions } from './api/writes';
export type { CallOptions } from './api/BoundedCalls';
export { ObjectNotFoundError } from './api/upstreamErrors';
export { coreKinds } from './coreKinds';
export { managedBy, type ManagedBy } from './managedBy';
export {
  apiVersionOf,
  objectKey,
  type KubernetesObject,
  type ManagedFieldsEntry,
  type ObjectId,
  type ObjectMeta,
  type OwnerReference,
  type ResourceKind,
} from './objects';
export { ClusterConnection, type ApiRequest } from './api/ClusterConnection';
export { ClusterWatch, type WatchChange } from './watch/ClusterWatch';
export type { KindReader, StoredObject } from './watch/KindStore';
export type { KindStatus } from './watch/KindStatus';
export type { WatchTiming } from './watch/timing';
export type { StoreLookup, WatchedKind } from './watch/WatchedKind';
export { ExistingObjectError, ObjectConflictError } from './api/refusals';
export { retryOnConflict } from './api/retryOnConflict';
