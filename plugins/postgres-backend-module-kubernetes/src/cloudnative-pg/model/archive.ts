import type {
  CachedBackup,
  BarmanObjectStoreConfiguration,
  CachedCluster,
  CachedObjectStore,
  PluginConfiguration,
} from './cachedTypes';
import { annotations, BARMAN_PLUGIN } from './names';

/** The archive to which a Cluster writes its WAL. */
export interface Archive {
  /** The plugin that archives; absent: the operator itself, by `barmanObjectStore`. */
  plugin?: PluginConfiguration;
  /** Folder of the server inside the destination. */
  serverName: string;
  /** Equal for two Clusters that write to the same folder; absent: not known. */
  destination?: string;
}

type StoreOf = (name: string) => CachedObjectStore | undefined;

/** Returns the archive of a Cluster, or undefined if none is configured: its WAL is then discarded. */
export function archiveOf(
  { name, spec }: CachedCluster,
  storeOf: StoreOf,
): Archive | undefined {
  // The operator's rule (GetEnabledWALArchivePluginName).
  const plugin = spec.plugins?.find(
    ({ enabled, isWALArchiver }) => enabled !== false && isWALArchiver === true,
  );
  const store = spec.backup?.barmanObjectStore;
  if (plugin) return byPlugin(plugin, name, storeOf);
  return store && archiveByOperator(store, name);
}

/** Returns the archive that a Cluster was recovered from, or undefined if it is not known. */
export function recoveredFrom(
  { name, spec }: CachedCluster,
  backups: CachedBackup[],
  storeOf: StoreOf,
): Archive | undefined {
  const { recovery } = spec.bootstrap ?? {};
  if (!recovery) return undefined;
  const backup = backups.find(each => each.name === recovery.backup?.name);
  if (backup) return archiveByOperator(backup.status, backup.cluster);
  const source = spec.externalClusters?.find(
    each => each.name === recovery.source,
  );
  if (source?.plugin) return byPlugin(source.plugin, name, storeOf);
  return (
    source?.barmanObjectStore &&
    archiveByOperator(source.barmanObjectStore, source.name)
  );
}

function byPlugin(
  plugin: PluginConfiguration,
  name: string,
  storeOf: StoreOf,
): Archive {
  const { serverName = name, barmanObjectName = '' } = plugin.parameters ?? {};
  const { destinationPath, endpointUrl } =
    (plugin.name === BARMAN_PLUGIN && storeOf(barmanObjectName)) || {};
  return {
    plugin,
    serverName,
    destination: archiveDestination(destinationPath, endpointUrl, serverName),
  };
}

/** Returns the archive that the operator itself writes or wrote to a destination. */
export function archiveByOperator(
  { serverName, destinationPath, endpointURL }: BarmanObjectStoreConfiguration,
  name: string,
): Archive {
  const folder = serverName ?? name;
  return {
    serverName: folder,
    destination: archiveDestination(destinationPath, endpointURL, folder),
  };
}

function archiveDestination(
  path: string | undefined,
  endpoint = '',
  serverName: string,
): string | undefined {
  const trimmed = (text: string) => text.replace(/\/+$/, '');
  return path && `${trimmed(endpoint)} ${trimmed(path)}/${serverName}`;
}

/** Name of the index of Clusters with values of {@link serverNamesOf}. */
export const BY_SERVER_NAME = 'serverName';

/** Returns every folder to which a Cluster may archive, as the index of Clusters that share an archive. */
export function serverNamesOf({ name, spec }: CachedCluster): string[] {
  const { plugins = [], backup } = spec;
  return [
    ...new Set([
      ...plugins.map(({ parameters }) => parameters?.serverName ?? name),
      ...(backup?.barmanObjectStore
        ? [backup.barmanObjectStore.serverName ?? name]
        : []),
    ]),
  ];
}

/** Returns whether archiving is turned off. The operator still reports success then. */
export function skipsArchiving(cluster: CachedCluster): boolean {
  return cluster.annotations[annotations.skipWalArchiving] === 'enabled';
}
