import {
  BARMAN_PLUGIN,
  type FoundDatabase,
  type KeptObjectStore,
} from '../../model';
import { isOwnTime, ownBackups } from './ownBackups';

/** Why an archive is of no use to its database, or nobody can tell. */
export interface ArchiveProblem {
  id: /** Another Cluster writes to the same place. */
  | 'archive-shared'
    /** All that it holds is of an earlier database. */
    | 'archive-foreign'
    /** A plugin writes it whose backups are not known here. */
    | 'archive-unknown';
  /** A sentence. */
  what: string;
}

type Told = KeptObjectStore['recoveryWindow'][string];

/** The plugin's own record of what lies in the object store. */
export function storedWindow({
  archive,
  objectStores,
}: FoundDatabase): Told | undefined {
  const { barmanObjectName } = archive?.plugin?.parameters ?? {};
  return objectStores.find(({ name }) => name === barmanObjectName)
    ?.recoveryWindow[archive?.serverName ?? ''];
}

/** What the archive's own record tells of backups. For one of the operator, the Cluster holds it. */
export function toldByArchive(found: FoundDatabase): Told {
  if (found.archive?.plugin) return storedWindow(found) ?? {};
  const { status } = found.cluster;
  return {
    firstRecoverabilityPoint: status.firstRecoverabilityPoint,
    lastSuccessfulBackupTime: status.lastSuccessfulBackup,
    lastFailedBackupTime: status.lastFailedBackup,
  };
}

export function archiveProblem(
  found: FoundDatabase,
): ArchiveProblem | undefined {
  const { archive, archivesWith, cluster } = found;
  if (!archive) return undefined;
  if (archive.plugin && archive.plugin.name !== BARMAN_PLUGIN) {
    return {
      id: 'archive-unknown',
      what: `WAL is archived by the plugin ${archive.plugin.name}: which backups it has, and from when to when they can be restored, is not known here.`,
    };
  }
  if (archivesWith.length) {
    const names = archivesWith.map(({ namespace, name }) =>
      namespace === cluster.namespace ? name : `${namespace}/${name}`,
    );
    return {
      id: 'archive-shared',
      what: `It archives into the same folder as Cluster ${names.join(', ')}.`,
    };
  }
  const { firstRecoverabilityPoint: first, lastSuccessfulBackupTime: last } =
    toldByArchive(found);
  const isForeign =
    (first ?? last) !== undefined &&
    !isOwnTime(found, first) &&
    !isOwnTime(found, last) &&
    !ownBackups(found).some(({ status }) => status.phase === 'completed');
  return isForeign
    ? {
        id: 'archive-foreign',
        what: 'The archive holds an earlier database of this name; nothing of this one is protected.',
      }
    : undefined;
}
