import {
  objectKey,
  type WatchedKind,
  ofCluster,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { clusterKind, metaOf, pick } from './clusterKind';
import type { KeptBackup, KeptObjectStore, KeptScheduledBackup } from './kept';
import { ARCHIVE, labels, resources } from './names';
import { storeEnvironment, type EnvironmentVariable } from './storeEnvironment';

interface BackupSpec {
  cluster?: { name?: string };
  method?: string;
  pluginConfiguration?: { name?: string };
  schedule?: string;
  suspend?: boolean;
}

/** The operator's default, where an object names none. */
const DEFAULT_METHOD = 'barmanObjectStore';

export const backupKind: WatchedKind<KeptBackup> = {
  resource: resources.backups,
  slim: object => {
    const spec = (object.spec ?? {}) as BackupSpec;
    const status = object.status as
      | (KeptBackup['status'] & {
          snapshotBackupStatus?: {
            elements?: KeptBackup['status']['snapshots'];
          };
        })
      | undefined;
    return {
      ...metaOf(object),
      cluster: spec.cluster?.name ?? '',
      method: spec.method ?? DEFAULT_METHOD,
      plugin: spec.pluginConfiguration?.name,
      schedule: object.metadata.labels?.[labels.scheduledBackup],
      ours: object.metadata.labels?.[labels.managedBy] === 'pgstage',
      status: {
        ...pick<KeptBackup['status']>(status, [
          'phase',
          'error',
          'startedAt',
          'stoppedAt',
          'reconciliationStartedAt',
          'reconciliationTerminatedAt',
          'backupId',
          'backupName',
          'destinationPath',
          'endpointURL',
          'serverName',
          'endWal',
          'majorVersion',
          'online',
        ]),
        snapshots: status?.snapshotBackupStatus?.elements?.map(element =>
          pick(element, ['name', 'type', 'tablespaceName']),
        ),
      },
    };
  },
  ...ofCluster(),
};

export const scheduledBackupKind: WatchedKind<KeptScheduledBackup> = {
  resource: resources.scheduledBackups,
  slim: (object, managedBy) => {
    const spec = (object.spec ?? {}) as BackupSpec;
    return {
      ...metaOf(object),
      managedBy,
      cluster: spec.cluster?.name ?? '',
      schedule: spec.schedule ?? '',
      archive: object.metadata.annotations?.[ARCHIVE],
      suspended: spec.suspend ?? false,
      method: spec.method ?? DEFAULT_METHOD,
      plugin: spec.pluginConfiguration?.name,
      status: pick(object.status as KeptScheduledBackup['status'] | undefined, [
        'lastScheduleTime',
        'nextScheduleTime',
        'error',
      ]),
    };
  },
  ...ofCluster(),
};

/** A store may serve several Clusters of its namespace. */
export const objectStoreKind: WatchedKind<KeptObjectStore> = {
  resource: resources.objectStores,
  slim: object => {
    const {
      configuration,
      retentionPolicy,
      instanceSidecarConfiguration: sidecar,
    } = (object.spec ?? {}) as {
      configuration?: { destinationPath?: string; endpointURL?: string };
      retentionPolicy?: string;
      instanceSidecarConfiguration?: { env?: EnvironmentVariable[] };
    };
    const { serverRecoveryWindow = {} } = (object.status ?? {}) as {
      serverRecoveryWindow?: KeptObjectStore['recoveryWindow'];
    };
    return {
      ...metaOf(object),
      destinationPath: configuration?.destinationPath,
      endpointUrl: configuration?.endpointURL,
      retentionPolicy,
      environment: storeEnvironment(sidecar?.env),
      recoveryWindow: serverRecoveryWindow,
    };
  },
  affects: (_, id, lookup) =>
    lookup(clusterKind).by('objectStore', objectKey(id)).map(objectKey),
};
