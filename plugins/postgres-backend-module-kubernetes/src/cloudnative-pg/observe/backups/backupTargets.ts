import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import {
  BARMAN_PLUGIN,
  type CloudNativePgSnapshot,
  type PluginConfiguration,
} from '../../model';

/** The plugin through which a database is backed up, if it has one. */
export function backupPlugin({
  cluster,
}: CloudNativePgSnapshot): PluginConfiguration | undefined {
  return cluster.spec.plugins?.find(
    ({ name, enabled, isWALArchiver }) =>
      enabled !== false && (isWALArchiver || name === BARMAN_PLUGIN),
  );
}

/** Why a restore is not offered where another plugin than Barman Cloud archives WAL; undefined elsewhere. */
export function unsupportedPlugin(
  snapshot: CloudNativePgSnapshot,
): string | undefined {
  const plugin = backupPlugin(snapshot);
  return plugin && plugin.name !== BARMAN_PLUGIN
    ? `WAL is archived by the plugin '${plugin.name}', and how to restore from its archive is not known here. Follow its documentation.`
    : undefined;
}

/** Ways to take a backup that the database is configured for; ids are the operator's methods. */
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
                ? 'Copies the whole server to the object store. Any later moment can be restored while WAL is archived.'
                : `Copies the whole server by ${plugin.name}, which alone knows where to.`,
          },
        ]
      : []),
    ...(backup?.barmanObjectStore
      ? [
          {
            id: 'barmanObjectStore',
            title: 'Base backup',
            description:
              'Copies the whole server to the object store by the operator itself, which CloudNativePG is going to remove.',
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
                ? 'Snapshots the volume of an instance, which is stopped meanwhile.'
                : 'Snapshots the volume of an instance while it runs.',
          },
        ]
      : []),
  ];
}
