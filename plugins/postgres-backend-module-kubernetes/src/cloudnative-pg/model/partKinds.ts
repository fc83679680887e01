import {
  endpointSliceKind as endpointSlicesBy,
  podKind as podsBy,
  serviceKind as servicesBy,
  volumeClaimKind as volumeClaimsBy,
  type CachedPod as AnyCachedPod,
  type PartLabels,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { BARMAN_SIDECAR, labels } from './names';
import { storeEnvironment } from './storeEnvironment';

/** `job` is `initdb`, `join`, `full-recovery`, `major-upgrade`...; `role` is `instance` or `pooler`. */
export interface CachedCloudNativePgPod extends AnyCachedPod {
  /** Version of the operator that created it. */
  operatorVersion?: string;
  /** Scheme of the instance manager on port 8000. */
  statusScheme: 'http' | 'https';
  /** Scheme of the metrics exporter on port 9187. */
  metricsScheme: 'http' | 'https';
  /** Environment of the Barman Cloud plugin's container that the ObjectStore determines; absent: there is no such container. */
  backsUpWith?: Record<string, string>;
}

const partLabels: PartLabels = {
  cluster: labels.cluster,
  instance: labels.instanceName,
  podRole: labels.podRole,
  jobRole: labels.jobRole,
  instanceRole: labels.instanceRole,
  pooler: labels.poolerName,
  volumeRole: labels.pvcRole,
};

const schemeBy = (flag: string, command: string[] = []) =>
  command.includes(flag) ? ('https' as const) : ('http' as const);

export const podKind: WatchedKind<CachedCloudNativePgPod> = podsBy(
  partLabels,
  ({ metadata, spec = {} }) => {
    const { containers = [], initContainers = [] } = spec;
    const postgres = containers.find(({ name }) => name === 'postgres');
    const sidecar = [...initContainers, ...containers].find(
      ({ name }) => name === BARMAN_SIDECAR,
    );
    return {
      operatorVersion: metadata.annotations?.['cnpg.io/operatorVersion'],
      // The same rule as `kubectl cnpg status` (client/remote/instance.go).
      statusScheme: schemeBy('--status-port-tls', postgres?.command),
      // The operator starts it with this flag (pkg/specs/pods.go).
      metricsScheme: schemeBy('--metrics-port-tls', postgres?.command),
      backsUpWith: sidecar && storeEnvironment(sidecar.env),
    };
  },
);
export const serviceKind = servicesBy(partLabels);
export const endpointSliceKind = endpointSlicesBy(partLabels);
/** Volume claims with the roles `PG_DATA`, `PG_WAL` and `PG_TABLESPACE`. */
export const volumeClaimKind = volumeClaimsBy(partLabels);
