/**
 * The cluster layer: what every provider on Kubernetes shares.
 *
 * - {@link Clusters.fromConfig} reads which clusters there are; one that does
 *   not answer hurts no other.
 * - {@link Cluster.watch} keeps the kinds that a provider names in memory, each
 *   as the small value that its `slim` makes. `affects` maps every object to
 *   the keys of the databases it is part of; `onChange` gets the keys of a
 *   batch once, and the provider maps each from the stores:
 *
 *   ```ts
 *   const clusters: WatchedKind<SlimCluster> = {
 *     resource: { group: 'postgresql.cnpg.io', version: 'v1', plural: 'clusters', kind: 'Cluster' },
 *     slim: (object, managedBy) => ({ spec: pick(object.spec), managedBy }),
 *     affects: (_, id) => [objectKey(id)],
 *   };
 *   const pods: WatchedKind<SlimPod> = {
 *     resource: coreKinds.pods,
 *     labelSelector: 'cnpg.io/cluster',
 *     slim: object => ({ cluster: object.metadata.labels!['cnpg.io/cluster'] }),
 *     indexes: (pod, { namespace }) => ({ cluster: [`${namespace}/${pod.cluster}`] }),
 *     affects: (pod, { namespace }) => [`${namespace}/${pod.cluster}`],
 *   };
 *   const watch = cluster.watch([clusters, pods], ({ keys }) => {
 *     for (const key of keys) map(key, watch.store(pods).by('cluster', key));
 *   });
 *   ```
 *
 *   A kind whose CRD is not installed is `notServed` until it is. A kind that
 *   is forbidden, unreachable or late keeps its objects and says so in
 *   {@link ClusterWatch.status}, for sections that fail alone.
 * - {@link Cluster.client} writes by server-side apply as `pgstage`, never over
 *   another manager's fields and never to what Argo CD, Flux or Helm manage
 *   ({@link managedBy}), and turns what a cluster answers into errors that name
 *   field, manager or right.
 *
 * @packageDocumentation
 */
export { Cluster } from './Cluster';
export { Clusters } from './Clusters';
export {
  ClusterClient,
  FIELD_MANAGER,
  type PodRequest,
  type WriteOptions,
} from './api/ClusterClient';
export type { CallOptions } from './api/BoundedCalls';
export { MissingObjectError } from './api/upstreamErrors';
export { coreKinds } from './coreKinds';
export { managedBy, type ManagedBy } from './managedBy';
export {
  apiVersionOf,
  objectKey,
  resourceName,
  type KubernetesObject,
  type ManagedFieldsEntry,
  type ObjectId,
  type ObjectMeta,
  type OwnerReference,
  type ResourceKind,
} from './objects';
export { ClusterWatch, type WatchChange } from './watch/ClusterWatch';
export type { KindReader, StoredObject } from './watch/KindStore';
export type { KindStatus } from './watch/KindStatus';
export type { StoreLookup, WatchedKind } from './watch/WatchedKind';
export { ExistingObjectError, OutdatedObjectError } from './api/refusals';
export { retryOutdated } from './api/retryOutdated';
