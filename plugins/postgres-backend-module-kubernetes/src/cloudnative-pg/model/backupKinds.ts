import {
  isManagedByPgstage,
  metaOf,
  ofCluster,
  pick,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CachedBackup, CachedScheduledBackup } from './cachedTypes';
import { ARCHIVE, labels, resources } from './names';

interface BackupSpec {
  cluster?: { name?: string };
  method?: string;
  pluginConfiguration?: { name?: string };
  schedule?: string;
  suspend?: boolean;
}

/** The operator's default for an object that names no method. */
const DEFAULT_METHOD = 'barmanObjectStore';

export const backupKind: WatchedKind<CachedBackup> = {
  resource: resources.backups,
  transform: object => {
    const spec = (object.spec ?? {}) as BackupSpec;
    const status = object.status as
      | (CachedBackup['status'] & {
          snapshotBackupStatus?: {
            elements?: CachedBackup['status']['snapshots'];
          };
        })
      | undefined;
    return {
      ...metaOf(object),
      cluster: spec.cluster?.name ?? '',
      method: spec.method ?? DEFAULT_METHOD,
      plugin: spec.pluginConfiguration?.name,
      schedule: object.metadata.labels?.[labels.scheduledBackup],
      createdByPgstage: isManagedByPgstage(object),
      status: {
        ...pick<CachedBackup['status']>(status, [
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
          'beginWal',
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

export const scheduledBackupKind: WatchedKind<CachedScheduledBackup> = {
  resource: resources.scheduledBackups,
  transform: (object, managedBy) => {
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
      status: pick(
        object.status as CachedScheduledBackup['status'] | undefined,
        ['lastScheduleTime', 'nextScheduleTime', 'error'],
      ),
    };
  },
  ...ofCluster(),
};
