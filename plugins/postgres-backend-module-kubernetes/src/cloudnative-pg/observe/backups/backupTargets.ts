import type {
  Backups,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
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
): Pick<Backups['methods'][number], 'id' | 'title' | 'description'>[] {
  const { backup } = snapshot.cluster.spec;
  const plugin = backupPlugin(snapshot);
  return [
    ...(plugin
      ? [
          {
            id: 'plugin',
            title: 'Base backup by plugin',
            description:
              plugin.name === BARMAN_PLUGIN
                ? 'Copies the whole server to the object store. While WAL is archived, any later point in time can be restored.'
                : `Copies the whole server with ${plugin.name}. Only the plugin knows the destination.`,
          },
        ]
      : []),
    ...(backup?.barmanObjectStore
      ? [
          {
            id: 'barmanObjectStore',
            title: 'Base backup',
            description:
              "Copies the whole server to the object store with the operator's built-in method, which CloudNativePG is going to remove.",
          },
        ]
      : []),
    ...(backup?.volumeSnapshot
      ? [
          {
            id: 'volumeSnapshot',
            title: 'Volume snapshot',
            description:
              backup.volumeSnapshot.online === false
                ? 'Snapshots the volume of an instance, which is stopped during the snapshot.'
                : 'Snapshots the volume of an instance while it runs.',
          },
        ]
      : []),
  ];
}
