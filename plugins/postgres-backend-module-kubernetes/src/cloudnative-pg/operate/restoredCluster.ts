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

/** What a restored Cluster takes from where. */
export interface RestoredClusterOptions {
  metadata: KubernetesObject['metadata'];
  source: KubernetesObject;
  point: RecoveryPoint;
  /** Fields in the place of the source's image; none to keep it. */
  image: Fields;
  /** The backup of the point, if it has one. */
  backup?: CachedBackup;
  /** Absent names are those that the operator gives. */
  login: { database?: string; user?: string };
  /** Archive to recover from; absent: the backup holds all that it needs. */
  origin?: Origin;
  /** Under which its own will lie: nothing may be there yet. */
  serverName: string;
  /** ObjectStore of its own, for the plugin. */
  objectStore: string;
}

/**
 * A Cluster like its source, that begins with the source's data. Everything
 * that its instances run with is carried over: recovery pauses for ever where
 * `max_connections` and its like are smaller than they were on the source.
 * Certificates too, as clients trust their authority and log in by them.
 *
 * Not carried: additional services, whose names and addresses are taken by the
 * source's; volumes that the source names for itself; the Secret of the
 * superuser, who gets a password of their own; the source's own source and
 * replica mode; what was declared `absent`, which may be what somebody restores
 * for; and plugins whose parameters we do not understand, as they may name what
 * is the source's alone.
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
    ...carried
  } = (options.source.spec ?? {}) as SourceSpec;
  // Named, as the operator's own default may be newer by now than the data.
  const { image } = (options.source.status ?? {}) as { image?: string };
  const fromSource = imageCatalogRef
    ? { imageCatalogRef }
    : { imageName: imageName ?? image };
  const begin = recovery(options);
  return {
    metadata: options.metadata,
    spec: {
      ...carried,
      ...newVolumeSpec(carried),
      ...(Object.keys(options.image).length ? options.image : fromSource),
      ...(managed && { managed: present(managed) }),
      ...archive(options, plugins, backup),
      ...(begin.source !== undefined &&
        options.origin && { externalClusters: [options.origin.cluster] }),
      bootstrap: { recovery: begin },
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
      `Backup '${backup.name}' has no id by which it is found in the archive: restore another, or a moment after it`,
    );
  }
  const recoveryTarget = {
    ...target,
    ...(backupID && { backupID }),
    // Without a moment, a chosen backup means its own end.
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

/** VolumeSnapshots to begin with, by the volumes that they become. */
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
      `Backup '${name}' does not name its VolumeSnapshots: only its own moment can be restored`,
    );
  }
  return {
    ...sources,
    ...(Object.keys(tablespaces).length && { tablespaceStorage: tablespaces }),
  };
}

/** Backups on again, in a place of its own. */
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
