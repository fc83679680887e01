import { ConflictError } from '@backstage/errors';
import type {
  KubernetesObject,
  RecoveryPoint,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  BARMAN_PLUGIN,
  type CachedBackup,
  type PluginConfiguration,
} from '../model';
import { newVolumeSpec } from './newVolumeSpec';
import { ORIGIN, type Origin } from './origin';

type Fields = Record<string, unknown>;

interface SourceSpec extends Fields {
  bootstrap?: unknown;
  imageName?: string;
  imageCatalogRef?: unknown;
  plugins?: PluginConfiguration[];
  backup?: { barmanObjectStore?: Fields; [field: string]: unknown };
  managed?: {
    services?: { disabledDefaultServices?: string[] };
    roles?: Array<{ ensure?: string }>;
    [field: string]: unknown;
  };
}

/** The sources of a restored Cluster. */
export interface RestoredClusterOptions {
  metadata: KubernetesObject['metadata'];
  source: KubernetesObject;
  point: RecoveryPoint;
  /** Fields that replace the image of the source; empty to keep it. */
  image: Fields;
  /** Backup of the recovery point, if it has one. */
  backup?: CachedBackup;
  /** An absent name is the operator's default. */
  login: { database?: string; user?: string };
  /** Archive to recover from; absent: the backup contains everything that it needs. */
  origin?: Origin;
  /** Folder of its own archive, which must be empty. */
  serverName: string;
  /** Name of its own ObjectStore, for the plugin. */
  objectStore: string;
}

/**
 * Returns a Cluster like its source, which starts with the data of the source.
 * All settings of the instances are copied, because recovery pauses indefinitely
 * if for example `max_connections` is smaller than on the source. Certificates
 * are copied, too, because clients trust their authority and authenticate with
 * them.
 *
 * Not copied: additional services, whose names and addresses the source uses;
 * volumes that the source names; the Secret of the superuser, whose password in
 * the copy is a new one; the source's own source and replica mode; items that
 * are declared `absent`, which may be the reason for the restore; and plugins
 * that pgstage does not support, because their parameters may name objects that
 * belong only to the source.
 */
export function restoredCluster(
  options: RestoredClusterOptions,
): KubernetesObject {
  const {
    bootstrap: _bootstrap,
    externalClusters: _external,
    replica: _replica,
    superuserSecret: _superuser,
    imageName,
    imageCatalogRef,
    managed,
    plugins = [],
    backup,
    ...copied
  } = (options.source.spec ?? {}) as SourceSpec;
  // Set explicitly, because the operator's default may be newer than the data.
  const { image } = (options.source.status ?? {}) as { image?: string };
  const fromSource = imageCatalogRef
    ? { imageCatalogRef }
    : { imageName: imageName ?? image };
  const bootstrap = recovery(options);
  return {
    metadata: options.metadata,
    spec: {
      ...copied,
      ...newVolumeSpec(copied),
      ...(Object.keys(options.image).length ? options.image : fromSource),
      ...(managed && { managed: present(managed) }),
      ...archive(options, plugins, backup),
      ...(bootstrap.source !== undefined &&
        options.origin && { externalClusters: [options.origin.cluster] }),
      bootstrap: { recovery: bootstrap },
    },
  };
}

function present({
  services,
  roles,
  ...others
}: NonNullable<SourceSpec['managed']>): Fields {
  const { disabledDefaultServices } = services ?? {};
  return {
    ...others,
    ...(roles && { roles: roles.filter(({ ensure }) => ensure !== 'absent') }),
    ...(disabledDefaultServices && { services: { disabledDefaultServices } }),
  };
}

function recovery({
  point: { targetTime, toEnd },
  backup,
  login: { database, user: owner },
}: RestoredClusterOptions): Fields {
  const login = { database, owner };
  const target = targetTime ? { targetTime } : {};
  if (backup?.method === 'volumeSnapshot') {
    return targetTime || toEnd
      ? {
          ...login,
          source: ORIGIN,
          volumeSnapshots: snapshots(backup),
          ...(targetTime && { recoveryTarget: target }),
        }
      : { ...login, backup: { name: backup.name } };
  }
  const backupID = backup?.status.backupId;
  if (backup && !backupID) {
    throw new ConflictError(
      `The status of Backup '${backup.name}' has no backup id, so it cannot be found in the archive: restore another backup, or a later point in time`,
    );
  }
  const recoveryTarget = {
    ...target,
    ...(backupID && { backupID }),
    // Without a point in time, a chosen backup is restored to its own end.
    ...(backup && !targetTime && !toEnd && { targetImmediate: true }),
  };
  return {
    ...login,
    source: ORIGIN,
    ...(Object.keys(recoveryTarget).length && { recoveryTarget }),
  };
}

const VOLUMES: Record<string, string> = {
  PG_DATA: 'storage',
  PG_WAL: 'walStorage',
};

/** Returns the VolumeSnapshots to start from, by the volumes that are created from them. */
function snapshots({ name, status }: CachedBackup): Fields {
  const sources: Fields = {};
  const tablespaces: Fields = {};
  for (const element of status.snapshots ?? []) {
    const source = {
      apiGroup: 'snapshot.storage.k8s.io',
      kind: 'VolumeSnapshot',
      name: element.name,
    };
    if (element.tablespaceName) tablespaces[element.tablespaceName] = source;
    else sources[VOLUMES[element.type]] = source;
  }
  if (!sources.storage) {
    throw new ConflictError(
      `The status of Backup '${name}' does not name its VolumeSnapshots: only its own end can be restored`,
    );
  }
  return {
    ...sources,
    ...(Object.keys(tablespaces).length && { tablespaceStorage: tablespaces }),
  };
}

/** Returns the backup fields of the copy, with a separate archive. */
function archive(
  { serverName, objectStore }: RestoredClusterOptions,
  plugins: PluginConfiguration[],
  backup: SourceSpec['backup'],
): Fields {
  const own = plugins
    .filter(({ name }) => name === BARMAN_PLUGIN)
    .map(plugin => ({
      ...plugin,
      parameters: {
        ...plugin.parameters,
        barmanObjectName: objectStore,
        serverName,
      },
    }));
  const inTree = backup?.barmanObjectStore;
  return {
    ...(own.length && { plugins: own }),
    ...(backup && {
      backup: inTree
        ? { ...backup, barmanObjectStore: { ...inTree, serverName } }
        : backup,
    }),
  };
}
