import type { FoundDatabase } from '../model';

/** What is left once a database was removed, in words for the one who asks for it. */
export function survivorsOf({
  cluster,
  objectStores,
  backups,
}: FoundDatabase): string {
  const { spec } = cluster;
  const archives = [
    ...objectStores.map(({ destinationPath }) => destinationPath),
    spec.backup?.barmanObjectStore?.destinationPath,
  ].filter(Boolean);
  const snapshots = backups.some(({ method }) => method === 'volumeSnapshot');
  const kept = [
    archives.length && `backups and WAL under ${archives.join(' and ')}`,
    snapshots && 'volume snapshots that their class keeps',
    'volumes whose storage class has the reclaim policy Retain',
  ].filter(Boolean);
  return `All members and their volumes are deleted at once. What stays: ${kept.join(
    '; ',
  )}.${
    archives.length || snapshots
      ? ''
      : ' There is no backup outside of the cluster.'
  }`;
}
