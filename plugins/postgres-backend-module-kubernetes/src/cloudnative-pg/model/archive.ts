import type {
  CachedBackup,
  BarmanObjectStoreConfiguration,
  CachedCluster,
  CachedObjectStore,
  PluginConfiguration,
} from './cachedTypes';
import { annotations, BARMAN_PLUGIN } from './names';

/** Where a Cluster sends its WAL. */
export interface Archive {
  /** The plugin that does it; absent: the operator itself, by `barmanObjectStore`. */
  plugin?: PluginConfiguration;
  /** Name of the server's folder inside. */
  serverName: string;
  /** The same for two that write to one place; absent: not known. */
  destination?: string;
}

type StoreOf = (name: string) => CachedObjectStore | undefined;

/** The archive of a Cluster; undefined where none is configured: WAL is thrown away then. */
export function archiveOf(
  { name, spec }: CachedCluster,
  storeOf: StoreOf,
): Archive | undefined {
  // As the operator chooses it (GetEnabledWALArchivePluginName).
  const plugin = spec.plugins?.find(
    ({ enabled, isWALArchiver }) => enabled !== false && isWALArchiver === true,
  );
  const store = spec.backup?.barmanObjectStore;
  if (plugin) return byPlugin(plugin, name, storeOf);
  return store && archiveByOperator(store, name);
}

/** The archive that a Cluster was recovered from, where that is known. */
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

/** The archive that the operator itself writes, or wrote, there. */
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
  const plain = (text: string) => text.replace(/\/+$/, '');
  return path && `${plain(endpoint)} ${plain(path)}/${serverName}`;
}

/** Name of the index of Clusters with values of {@link serverNamesOf}. */
export const BY_SERVER_NAME = 'serverName';

/** Every name under which a Cluster may archive, by which those that share an archive are found. */
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

/** Whether archiving is switched off. The operator goes on calling it a success. */
export function skipsArchiving(cluster: CachedCluster): boolean {
  return cluster.annotations[annotations.skipWalArchiving] === 'enabled';
}
