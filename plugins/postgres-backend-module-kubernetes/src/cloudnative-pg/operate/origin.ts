import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  archiveByOperator,
  BARMAN_PLUGIN,
  namesOf,
  resources,
  type FoundDatabase,
  type KeptBackup,
} from '../model';
import { backupPlugin } from '../observe/backups/backupTargets';
import type { Target } from './target';

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
  found: FoundDatabase,
  { method, plugin, status }: KeptBackup,
): boolean {
  const { name, spec } = found.cluster;
  if (method === 'plugin') return plugin === backupPlugin(found)?.name;
  if (method === 'volumeSnapshot') return false;
  return status.destinationPath === undefined
    ? spec.backup?.barmanObjectStore !== undefined
    : archiveByOperator(status, name).place === found.archive?.place;
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
  target: Target,
  source: KubernetesObject,
  backup: KeptBackup | undefined,
  way: Way,
  signal?: AbortSignal,
): Promise<Origin | undefined> {
  const { context, found } = target;
  if (
    !backup ||
    backup.method === 'volumeSnapshot' ||
    isInArchive(found, backup)
  ) {
    return archiveOrigin(found, source, way);
  }
  if (backup.method === 'plugin') {
    throw invalidField(
      'backup',
      `must not be '${backup.name}': the plugin '${backup.plugin}' took it, and the database is not archived by that any more`,
    );
  }
  const live = await context.client.get(resources.backups, backup, { signal });
  return ownOrigin(found, live?.status as Fields | undefined, way, backup.name);
}

function byPlugin(
  found: FoundDatabase,
  barmanObjectName: string,
  serverName: string,
): Fields {
  const { parameters } = backupPlugin(found) ?? {};
  return {
    name: ORIGIN,
    plugin: {
      name: BARMAN_PLUGIN,
      parameters: { ...parameters, barmanObjectName, serverName },
    },
  };
}

function archiveOrigin(
  found: FoundDatabase,
  source: KubernetesObject,
  { name, serverName }: Way,
): Origin | undefined {
  if (backupPlugin(found)) {
    const { objectStore } = namesOf(name);
    return { cluster: byPlugin(found, objectStore, serverName) };
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
  found: FoundDatabase,
  status: Fields = {},
  { name, serverName }: Way,
  backup: string,
): Origin {
  const store = Object.fromEntries(
    PLACE.flatMap(field => (status[field] ? [[field, status[field]]] : [])),
  );
  if (!store.destinationPath) {
    throw new ConflictError(
      `Backup '${backup}' does not say where it lies, and '${found.cluster.name}' has another archive by now: restore it by hand`,
    );
  }
  // By the plugin where there is one: its images need no Barman of their own.
  return backupPlugin(found)
    ? {
        cluster: byPlugin(found, namesOf(name).originStore, serverName),
        store,
      }
    : {
        cluster: { name: ORIGIN, barmanObjectStore: { ...store, serverName } },
      };
}
