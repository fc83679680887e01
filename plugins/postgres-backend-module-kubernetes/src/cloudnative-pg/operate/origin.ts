import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  archiveByOperator,
  BARMAN_PLUGIN,
  namesOf,
  resources,
  type CloudNativePgSnapshot,
  type CachedBackup,
} from '../model';
import { backupPlugin } from '../observe/backups/backupTargets';
import type { OperationContext } from './operationContext';

type Fields = Record<string, unknown>;

/** Name of the source in `externalClusters`. */
export const ORIGIN = 'origin';

/** What a restored Cluster reads base backups and WAL from. */
export interface Origin {
  /** Entry of `externalClusters`. */
  cluster: Fields;
  /** `configuration` of an ObjectStore for it, where the archive of today leads elsewhere. */
  store?: Fields;
}

/** From where to where, by names. */
interface Way {
  /** Of the restored Cluster. */
  name: string;
  /** Folder that holds backup and WAL. */
  serverName: string;
}

/** Whether the archive that the database has now holds the backup. */
export function isInArchive(
  snapshot: CloudNativePgSnapshot,
  { method, plugin, status }: CachedBackup,
): boolean {
  const { name, spec } = snapshot.cluster;
  if (method === 'plugin') return plugin === backupPlugin(snapshot)?.name;
  if (method === 'volumeSnapshot') return false;
  return status.destinationPath === undefined
    ? spec.backup?.barmanObjectStore !== undefined
    : archiveByOperator(status, name).destination ===
        snapshot.archive?.destination;
}

/**
 * Where to read from; undefined where there is no archive. A backup that the
 * archive of today does not hold is looked for where its own status says that
 * it lies.
 *
 * @throws InvalidFieldsError for a backup of a plugin that is there no more
 * @throws ConflictError for one that does not say where it lies.
 */
export async function originOf(
  target: OperationContext,
  source: KubernetesObject,
  backup: CachedBackup | undefined,
  way: Way,
  signal?: AbortSignal,
): Promise<Origin | undefined> {
  const { context, snapshot } = target;
  if (
    !backup ||
    backup.method === 'volumeSnapshot' ||
    isInArchive(snapshot, backup)
  ) {
    return archiveOrigin(snapshot, source, way);
  }
  if (backup.method === 'plugin') {
    throw invalidField(
      'backup',
      `must not be '${backup.name}': the plugin '${backup.plugin}' took it, and the database is not archived by that any more`,
    );
  }
  const live = await context.client.get(resources.backups, backup, { signal });
  return ownOrigin(
    snapshot,
    live?.status as Fields | undefined,
    way,
    backup.name,
  );
}

function byPlugin(
  snapshot: CloudNativePgSnapshot,
  barmanObjectName: string,
  serverName: string,
): Fields {
  const { parameters } = backupPlugin(snapshot) ?? {};
  return {
    name: ORIGIN,
    plugin: {
      name: BARMAN_PLUGIN,
      parameters: { ...parameters, barmanObjectName, serverName },
    },
  };
}

function archiveOrigin(
  snapshot: CloudNativePgSnapshot,
  source: KubernetesObject,
  { name, serverName }: Way,
): Origin | undefined {
  if (backupPlugin(snapshot)) {
    const { objectStore } = namesOf(name);
    return { cluster: byPlugin(snapshot, objectStore, serverName) };
  }
  const { backup } = (source.spec ?? {}) as {
    backup?: { barmanObjectStore?: Fields };
  };
  const inTree = backup?.barmanObjectStore;
  return (
    inTree && {
      cluster: { name: ORIGIN, barmanObjectStore: { ...inTree, serverName } },
    }
  );
}

/** Fields of a Backup's status that say where it lies, and who may read it there. */
const PLACE = [
  'destinationPath',
  'endpointURL',
  'endpointCA',
  's3Credentials',
  'azureCredentials',
  'googleCredentials',
];

function ownOrigin(
  snapshot: CloudNativePgSnapshot,
  status: Fields = {},
  { name, serverName }: Way,
  backup: string,
): Origin {
  const store = Object.fromEntries(
    PLACE.flatMap(field => (status[field] ? [[field, status[field]]] : [])),
  );
  if (!store.destinationPath) {
    throw new ConflictError(
      `Backup '${backup}' does not say where it lies, and '${snapshot.cluster.name}' has another archive by now: restore it by hand`,
    );
  }
  // By the plugin where there is one: its images need no Barman of their own.
  return backupPlugin(snapshot)
    ? {
        cluster: byPlugin(snapshot, namesOf(name).originStore, serverName),
        store,
      }
    : {
        cluster: { name: ORIGIN, barmanObjectStore: { ...store, serverName } },
      };
}
