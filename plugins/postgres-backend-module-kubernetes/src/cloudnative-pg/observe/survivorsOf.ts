import type { FoundDatabase } from '../model';

/** Where its archive lies: one folder for each major version that it has had. */
function archivesOf({ cluster, objectStores }: FoundDatabase): string[] {
  const { plugins = [], backup } = cluster.spec;
  const stored = objectStores.map(({ name, destinationPath }) => {
    const plugin = plugins.find(
      ({ parameters }) => parameters?.barmanObjectName === name,
    );
    return [destinationPath, plugin?.parameters?.serverName];
  });
  const { destinationPath, serverName } = backup?.barmanObjectStore ?? {};
  return [...stored, [destinationPath, serverName]].flatMap(([path, folder]) =>
    path ? `${path.replace(/\/+$/, '')}/${folder ?? cluster.name}` : [],
  );
}

/** What is left once a database was removed, in words for the one who asks for it. */
export function survivorsOf(found: FoundDatabase): string {
  const { volumeSnapshot } = found.cluster.spec.backup ?? {};
  const archives = archivesOf(found);
  // The operator's default is that nobody owns a snapshot.
  const snapshots =
    volumeSnapshot?.snapshotOwnerReference !== 'cluster' &&
    found.backups.some(({ method }) => method === 'volumeSnapshot');
  const kept = [
    archives.length &&
      `backups and WAL under ${archives.join(
        ' and ',
      )}, which nobody clears away from then on`,
    snapshots && 'the volume snapshots of its backups',
    'volumes whose storage class has the reclaim policy Retain',
    'Secrets and other objects that others made for it, and their copies of its password',
  ].filter(Boolean);
  return `All members and their volumes are deleted at once. What stays: ${kept.join(
    '; ',
  )}.${
    archives.length || snapshots
      ? ''
      : ' There is no backup outside of the cluster.'
  }`;
}
