import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { items } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { BARMAN_PLUGIN, namesOf, type CloudNativePgSnapshot } from '../model';

/** Returns the folders of its archive: one for each major version that it has had. Older backups can be elsewhere, which their status reports. */
function archivesOf({
  cluster,
  objectStores,
  backups,
}: CloudNativePgSnapshot): string[] {
  const { plugins = [], backup } = cluster.spec;
  const stored = objectStores.map(({ name, destinationPath }) => {
    const plugin = plugins.find(
      ({ parameters }) => parameters?.barmanObjectName === name,
    );
    return [destinationPath, plugin?.parameters?.serverName];
  });
  const { destinationPath, serverName } = backup?.barmanObjectStore ?? {};
  const reported = backups
    .filter(({ status }) => status.phase === 'completed')
    .map(({ status }) => [status.destinationPath, status.serverName]);
  const folders = [
    ...stored,
    [destinationPath, serverName],
    ...reported,
  ].flatMap(([path, folder]) =>
    path ? `${path.replace(/\/+$/, '')}/${folder ?? cluster.name}` : [],
  );
  return [...new Set(folders)];
}

/** Returns the plugins whose backup destinations are not known here. */
function unsupportedPlugins({
  cluster,
  backups,
}: CloudNativePgSnapshot): string[] {
  const { plugins = [] } = cluster.spec;
  const names = [
    ...plugins
      .filter(
        ({ enabled, isWALArchiver }) => enabled !== false && isWALArchiver,
      )
      .map(({ name }) => name),
    ...backups.flatMap(({ method, plugin }) =>
      method === 'plugin' && plugin ? [plugin] : [],
    ),
  ];
  return [...new Set(names)].filter(name => name !== BARMAN_PLUGIN);
}

/** Returns the Backup objects that are not deleted: those of pgstage's schedule are deleted with it, and pgstage's backups by the plugin with the database. */
function retainedBackups({ key, backups }: CloudNativePgSnapshot): string[] {
  const { scheduledBackup } = namesOf(key.name);
  return backups
    .filter(
      ({ createdByPgstage, schedule, method }) =>
        schedule !== scheduledBackup &&
        !(createdByPgstage && method === 'plugin'),
    )
    .map(({ name }) => name);
}

const MAX_NAMES = 5;

function limited(names: string[]): Message | undefined {
  const more = names.length - MAX_NAMES;
  const shown = names.slice(0, MAX_NAMES).join(', ');
  if (!shown) return undefined;
  return more > 0
    ? message('backupsAndMoreRetained', { names: shown, more })
    : message('backupsRetained', { names: shown });
}

/** Describes what is retained after a database is removed, for the person who removes it. */
export function retainedAfterRemoval(snapshot: CloudNativePgSnapshot): Message {
  const { volumeSnapshot } = snapshot.cluster.spec.backup ?? {};
  const folders = archivesOf(snapshot).join(', ');
  const plugins = unsupportedPlugins(snapshot);
  const names = plugins.join(', ');
  // By default, the operator sets no owner on a snapshot.
  const snapshots =
    volumeSnapshot?.snapshotOwnerReference !== 'cluster' &&
    snapshot.backups.some(({ method }) => method === 'volumeSnapshot');
  const outside = [
    folders ? message('archivesRetained', { folders }) : undefined,
    names
      ? message('pluginBackupsRetained', { names, count: plugins.length })
      : undefined,
    snapshots ? message('snapshotsRetained') : undefined,
  ];
  const retained = items(
    ...outside,
    limited(retainedBackups(snapshot)),
    message('volumesRetained'),
    message('foreignObjectsRetained'),
  )!;
  return message(outside.some(Boolean) ? 'removed' : 'removedWithoutBackup', {
    items: retained,
  });
}
