import { BARMAN_PLUGIN, namesOf, type CloudNativePgSnapshot } from '../model';

/** Where its archive lies: one folder for each major version that it has had. Older backups may lie elsewhere, and say so. */
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
  const told = backups
    .filter(({ status }) => status.phase === 'completed')
    .map(({ status }) => [status.destinationPath, status.serverName]);
  const places = [...stored, [destinationPath, serverName], ...told].flatMap(
    ([path, folder]) =>
      path ? `${path.replace(/\/+$/, '')}/${folder ?? cluster.name}` : [],
  );
  return [...new Set(places)];
}

/** Plugins that keep backups where only they know. */
function strangePlugins({ cluster, backups }: CloudNativePgSnapshot): string[] {
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

/** Backup objects that nobody clears away: those of our schedule go with it, and ours by the plugin with the database. */
function leftBackups({ key, backups }: CloudNativePgSnapshot): string[] {
  const { scheduledBackup } = namesOf(key.name);
  return backups
    .filter(
      ({ ours, schedule, method }) =>
        schedule !== scheduledBackup && !(ours && method === 'plugin'),
    )
    .map(({ name }) => name);
}

const NAMED = 5;

function limited(names: string[]): string {
  const more = names.length - NAMED;
  return more > 0
    ? `${names.slice(0, NAMED).join(', ')} and ${more} more`
    : names.join(', ');
}

/** What is left once a database was removed, in words for the one who asks for it. */
export function retainedAfterRemoval(snapshot: CloudNativePgSnapshot): string {
  const { volumeSnapshot } = snapshot.cluster.spec.backup ?? {};
  const archives = archivesOf(snapshot);
  const plugins = strangePlugins(snapshot);
  const objects = leftBackups(snapshot);
  // The operator's default is that nobody owns a snapshot.
  const snapshots =
    volumeSnapshot?.snapshotOwnerReference !== 'cluster' &&
    snapshot.backups.some(({ method }) => method === 'volumeSnapshot');
  const kept = [
    archives.length &&
      `backups and WAL under ${archives.join(
        ' and ',
      )}, which nobody clears away from then on`,
    plugins.length &&
      `what ${plugins.join(' and ')} ${
        plugins.length > 1 ? 'have' : 'has'
      } backed up and archived, wherever that lies`,
    snapshots && 'the volume snapshots of its backups',
    objects.length &&
      `the Backup objects ${limited(objects)}, which tell of backups`,
    'volumes whose storage class has the reclaim policy Retain',
    'Secrets and other objects that others made for it, and their copies of its password',
  ].filter(Boolean);
  return `All instances and their volumes are deleted at once. What stays: ${kept.join(
    '; ',
  )}.${
    archives.length || snapshots || plugins.length
      ? ''
      : ' No backup outside of the cluster is known.'
  }`;
}
