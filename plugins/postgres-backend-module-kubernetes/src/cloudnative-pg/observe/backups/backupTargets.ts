import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupsSectionInput } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import {
  BARMAN_PLUGIN,
  type CloudNativePgSnapshot,
  type PluginConfiguration,
} from '../../model';

/** Returns the plugin that backs up a database, or undefined if none does. */
export function backupPlugin({
  cluster,
}: CloudNativePgSnapshot): PluginConfiguration | undefined {
  return cluster.spec.plugins?.find(
    ({ name, enabled, isWALArchiver }) =>
      enabled !== false && (isWALArchiver || name === BARMAN_PLUGIN),
  );
}

/** Returns why a restore is not supported if a plugin other than Barman Cloud archives WAL, else undefined. */
export function unsupportedPlugin(
  snapshot: CloudNativePgSnapshot,
): Message | undefined {
  const plugin = backupPlugin(snapshot);
  return plugin && plugin.name !== BARMAN_PLUGIN
    ? message('archivedByOtherPlugin', { name: plugin.name })
    : undefined;
}

/** Returns the backup methods that the database is configured for. The ids are the operator's methods. */
export function backupMethods(
  snapshot: CloudNativePgSnapshot,
): BackupsSectionInput['methods'] {
  const { barmanObjectStore, volumeSnapshot } =
    snapshot.cluster.spec.backup ?? {};
  const plugin = backupPlugin(snapshot);
  const methods = [
    plugin && {
      id: 'plugin',
      title: message('pluginBackup'),
      description:
        plugin.name === BARMAN_PLUGIN
          ? message('barmanPluginCopies')
          : message('otherPluginCopies', { name: plugin.name }),
    },
    barmanObjectStore && {
      id: 'barmanObjectStore',
      title: message('inTreeBackup'),
      description: message('inTreeCopies'),
    },
    volumeSnapshot && {
      id: 'volumeSnapshot',
      title: message('volumeSnapshot'),
      description:
        volumeSnapshot.online === false
          ? message('snapshotsStopped')
          : message('snapshotsRunning'),
    },
  ];
  return methods.flatMap(method => method || []);
}
