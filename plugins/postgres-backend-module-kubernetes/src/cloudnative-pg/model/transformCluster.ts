import {
  metaOf,
  pick,
  recordOf,
  type KubernetesObject,
  type ManagedBy,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type {
  CachedCluster,
  ClusterSpec,
  ClusterStatus,
  StorageConfiguration,
} from './cachedTypes';
import { annotations } from './names';

const SPEC = [
  'instances',
  'imageName',
  'imageCatalogRef',
  'plugins',
  'externalClusters',
  'replica',
  'superuserSecret',
  'primaryUpdateStrategy',
] as const satisfies (keyof ClusterSpec)[];

/** Fields of a claim template that select one volume, or a source for its data. */
export const FIXED_VOLUME = [
  'volumeName',
  'selector',
  'dataSource',
  'dataSourceRef',
] as const satisfies (keyof NonNullable<StorageConfiguration['pvcTemplate']>)[];

const STATUS = [
  'phase',
  'phaseReason',
  'instances',
  'readyInstances',
  'currentPrimary',
  'currentPrimaryTimestamp',
  'currentPrimaryFailingSinceTimestamp',
  'targetPrimary',
  'targetPrimaryTimestamp',
  'instanceNames',
  'instancesStatus',
  'instancesReportedState',
  'timelineID',
  'image',
  'pgDataImageInfo',
  'writeService',
  'readService',
  'danglingPVC',
  'resizingPVC',
  'initializingPVC',
  'unusablePVC',
  'firstRecoverabilityPoint',
  'lastSuccessfulBackup',
  'lastFailedBackup',
  'conditions',
  'pluginStatus',
] as const satisfies (keyof ClusterStatus)[];

function storageOf(storage: StorageConfiguration = {}): StorageConfiguration {
  const { pvcTemplate } = storage;
  return {
    ...pick(storage, ['size', 'storageClass']),
    ...(pvcTemplate && { pvcTemplate: pick(pvcTemplate, FIXED_VOLUME) }),
  };
}

function synchronousOf(
  given:
    | (NonNullable<ClusterSpec['postgresql']>['synchronous'] & {
        standbyNamesPre?: string[];
        standbyNamesPost?: string[];
      })
    | undefined,
) {
  if (!given) return undefined;
  const { standbyNamesPre = [], standbyNamesPost = [] } = given;
  return {
    ...pick(given, ['method', 'number', 'dataDurability']),
    hasOthers: standbyNamesPre.length + standbyNamesPost.length > 0,
  };
}

function specOf(spec: ClusterSpec = {}): ClusterSpec {
  return {
    ...pick(spec, SPEC),
    resources: pick(spec.resources, ['requests']),
    storage: storageOf(spec.storage),
    walStorage: spec.walStorage && storageOf(spec.walStorage),
    tablespaces: spec.tablespaces?.map(({ name, storage }) => ({
      name,
      storage: storageOf(storage),
    })),
    // Without the SQL, which may be long.
    bootstrap: spec.bootstrap && {
      initdb: spec.bootstrap.initdb && {
        ...pick(spec.bootstrap.initdb, ['database', 'owner', 'secret']),
        import:
          spec.bootstrap.initdb.import &&
          pick(spec.bootstrap.initdb.import, ['type']),
      },
      recovery:
        spec.bootstrap.recovery &&
        pick(spec.bootstrap.recovery, [
          'database',
          'owner',
          'secret',
          'source',
          'backup',
        ]),
      pg_basebackup:
        spec.bootstrap.pg_basebackup &&
        pick(spec.bootstrap.pg_basebackup, [
          'database',
          'owner',
          'secret',
          'source',
        ]),
    },
    postgresql: {
      ...pick(spec.postgresql, ['parameters']),
      synchronous: synchronousOf(spec.postgresql?.synchronous),
    },
    backup: spec.backup && {
      barmanObjectStore:
        spec.backup.barmanObjectStore &&
        pick(spec.backup.barmanObjectStore, [
          'destinationPath',
          'endpointURL',
          'serverName',
        ]),
      volumeSnapshot:
        spec.backup.volumeSnapshot &&
        pick(spec.backup.volumeSnapshot, [
          'className',
          'online',
          'snapshotOwnerReference',
        ]),
      retentionPolicy: spec.backup.retentionPolicy,
    },
    managed: spec.managed && {
      roles: spec.managed.roles?.map(role => pick(role, ['name', 'ensure'])),
      services: spec.managed.services && {
        additional: spec.managed.services.additional?.map(
          ({ selectorType, serviceTemplate }) => ({
            selectorType,
            serviceTemplate: {
              metadata: { name: serviceTemplate?.metadata?.name },
            },
          }),
        ),
      },
    },
    certificates: pick(spec.certificates, [
      'serverCASecret',
      'serverTLSSecret',
    ]),
  };
}

/** Returns the cached fields of a Cluster, with its parsed record. */
export function transformCluster(
  object: KubernetesObject,
  managedBy?: ManagedBy,
): CachedCluster {
  const { metadata } = object;
  const { spec, status } = object as {
    spec?: ClusterSpec;
    status?: ClusterStatus;
  };
  return {
    ...metaOf(object),
    generation: metadata.generation,
    managedBy,
    record: recordOf(metadata.annotations),
    annotations: pick<Record<string, string>>(
      metadata.annotations,
      Object.values(annotations),
    ),
    spec: specOf(spec),
    status: {
      ...pick(status, STATUS),
      certificates: pick(status?.certificates, [
        'serverCASecret',
        'expirations',
      ]),
      secretsResourceVersion: pick(status?.secretsResourceVersion, [
        'applicationSecretVersion',
      ]),
      managedRolesStatus: pick(status?.managedRolesStatus, [
        'byStatus',
        'cannotReconcile',
      ]),
    },
  };
}
