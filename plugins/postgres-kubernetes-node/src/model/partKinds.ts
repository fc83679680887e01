import { coreKinds, type WatchedKind } from '../cluster';
import { metaOf, type Condition } from './cachedTypes';
import type {
  CachedEndpointSlice,
  CachedService,
  CachedVolumeClaim,
} from './cachedParts';
import { ofCluster } from './ofCluster';
import { labelOf, type PartLabels } from './PartLabels';

/** Label of EndpointSlices: their Service. */
const SERVICE_NAME = 'kubernetes.io/service-name';

/** Returns the kind of Services of databases. @public */
export const serviceKind = (
  labels: PartLabels,
): WatchedKind<CachedService> => ({
  resource: coreKinds.services,
  labelSelector: labels.cluster,
  transform: object => {
    const { labels: own } = object.metadata;
    const { spec, status } = object as {
      spec?: { type?: string; ports?: Array<{ port: number }> };
      status?: {
        loadBalancer?: { ingress?: Array<{ ip?: string; hostname?: string }> };
      };
    };
    const ingress = status?.loadBalancer?.ingress?.[0];
    return {
      ...metaOf(object),
      cluster: labelOf(own, labels.cluster) ?? '',
      pooler: labelOf(own, labels.pooler),
      type: spec?.type ?? 'ClusterIP',
      port: spec?.ports?.[0]?.port,
      externalAddress: ingress?.hostname ?? ingress?.ip,
    };
  },
  ...ofCluster(),
});

/** Returns the kind of EndpointSlices of databases. @public */
export const endpointSliceKind = (
  labels: PartLabels,
): WatchedKind<CachedEndpointSlice> => ({
  resource: coreKinds.endpointSlices,
  labelSelector: labels.cluster,
  transform: object => {
    const { labels: own } = object.metadata;
    const { endpoints } = object as {
      endpoints?: Array<{
        addresses: string[];
        conditions?: { ready?: boolean };
        zone?: string;
        targetRef?: { kind?: string; name?: string };
      }> | null;
    };
    return {
      ...metaOf(object),
      cluster: labelOf(own, labels.cluster) ?? '',
      service: own?.[SERVICE_NAME] ?? '',
      // Absent means ready (EndpointConditions of discovery.k8s.io/v1).
      readyAddresses: (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses),
      zones: Object.fromEntries(
        (endpoints ?? []).flatMap(({ zone, targetRef }) =>
          zone && targetRef?.kind === 'Pod' && targetRef.name
            ? [[targetRef.name, zone]]
            : [],
        ),
      ),
    };
  },
  ...ofCluster(),
});

/** Returns the kind of PersistentVolumeClaims of instances. @public */
export const volumeClaimKind = (
  labels: PartLabels,
): WatchedKind<CachedVolumeClaim> => ({
  resource: coreKinds.persistentVolumeClaims,
  labelSelector: labels.cluster,
  transform: object => {
    const { labels: own } = object.metadata;
    const { spec, status } = object as {
      spec?: {
        storageClassName?: string;
        resources?: { requests?: { storage?: string } };
      };
      status?: {
        phase?: string;
        capacity?: { storage?: string };
        conditions?: Condition[];
      };
    };
    return {
      ...metaOf(object),
      cluster: labelOf(own, labels.cluster) ?? '',
      instance: labelOf(own, labels.instance),
      role: labelOf(own, labels.volumeRole),
      requested: spec?.resources?.requests?.storage,
      capacity: status?.capacity?.storage,
      storageClass: spec?.storageClassName,
      phase: status?.phase,
      conditions: status?.conditions ?? [],
    };
  },
  ...ofCluster(),
});
