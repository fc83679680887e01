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

function limited(names: string[]): string {
  const more = names.length - MAX_NAMES;
  return more > 0
    ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more`
    : names.join(', ');
}

/** Describes what is retained after a database is removed, for the person who removes it. */
export function retainedAfterRemoval(snapshot: CloudNativePgSnapshot): string {
  const { volumeSnapshot } = snapshot.cluster.spec.backup ?? {};
  const archives = archivesOf(snapshot);
  const plugins = unsupportedPlugins(snapshot);
  const objects = retainedBackups(snapshot);
  // By default, the operator sets no owner on a snapshot.
  const snapshots =
    volumeSnapshot?.snapshotOwnerReference !== 'cluster' &&
    snapshot.backups.some(({ method }) => method === 'volumeSnapshot');
  const retained = [
    archives.length &&
      `backups and WAL under ${archives.join(
        ' and ',
      )}, which are no longer cleaned up`,
    plugins.length &&
      `what ${plugins.join(' and ')} ${
        plugins.length > 1 ? 'have' : 'has'
      } backed up and archived, wherever it is stored`,
    snapshots && 'the volume snapshots of its backups',
    objects.length &&
      `the Backup objects ${limited(objects)}, which describe backups`,
    'volumes whose storage class has the reclaim policy Retain',
    'Secrets and other objects that were created for it outside pgstage, and copies of its password in them',
  ].filter(Boolean);
  return `All instances and their volumes are deleted immediately. What is retained: ${retained.join(
    '; ',
  )}.${
    archives.length || snapshots || plugins.length
      ? ''
      : ' No backup outside the cluster is known.'
  }`;
}
