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

/** The archive from which a restored Cluster reads base backups and WAL. */
export interface Origin {
  /** Entry of `externalClusters`. */
  cluster: Fields;
  /** `configuration` of an ObjectStore for it, if it is not the current archive. */
  store?: Fields;
}

interface RestoreNames {
  /** Name of the restored Cluster. */
  name: string;
  /** Folder that contains the backup and its WAL. */
  serverName: string;
}

/** Returns whether the current archive of the database contains the backup. */
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
 * Returns the archive to restore from, or undefined if there is none. A backup
 * that is not in the current archive is read from the destination in its status.
 *
 * @throws InvalidFieldsError for a backup of a plugin that the Cluster no longer uses
 * @throws ConflictError for a backup without a destination in its status.
 */
export async function originOf(
  target: OperationContext,
  source: KubernetesObject,
  backup: CachedBackup | undefined,
  names: RestoreNames,
  signal?: AbortSignal,
): Promise<Origin | undefined> {
  const { context, snapshot } = target;
  if (
    !backup ||
    backup.method === 'volumeSnapshot' ||
    isInArchive(snapshot, backup)
  ) {
    return archiveOrigin(snapshot, source, names);
  }
  if (backup.method === 'plugin') {
    throw invalidField(
      'backup',
      `must not be '${backup.name}': it was taken by the plugin '${backup.plugin}', which no longer archives the database`,
    );
  }
  const live = await context.client.get(resources.backups, backup, { signal });
  return ownOrigin(
    snapshot,
    live?.status as Fields | undefined,
    names,
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
  { name, serverName }: RestoreNames,
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

/** Fields of a Backup's status with its destination and the credentials to read it. */
const DESTINATION_FIELDS = [
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
  { name, serverName }: RestoreNames,
  backup: string,
): Origin {
  const store = Object.fromEntries(
    DESTINATION_FIELDS.flatMap(field =>
      status[field] ? [[field, status[field]]] : [],
    ),
  );
  if (!store.destinationPath) {
    throw new ConflictError(
      `The status of Backup '${backup}' names no destination, and '${snapshot.cluster.name}' has another archive now: restore it manually`,
    );
  }
  // The plugin is preferred: with it, the images of PostgreSQL need no Barman.
  return backupPlugin(snapshot)
    ? {
        cluster: byPlugin(snapshot, namesOf(name).originStore, serverName),
        store,
      }
    : {
        cluster: { name: ORIGIN, barmanObjectStore: { ...store, serverName } },
      };
}
