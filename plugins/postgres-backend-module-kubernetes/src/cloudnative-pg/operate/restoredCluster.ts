import type { KubernetesObject } from '../../cluster';
import { BARMAN_PLUGIN, type KeptPlugin } from '../model';
import type { RecoveryPoint } from './recoveryPoint';

/** Name of the source in `externalClusters`. */
const ORIGIN = 'origin';

type Fields = Record<string, unknown>;

interface SourceSpec extends Fields {
  bootstrap?: unknown;
  imageName?: string;
  imageCatalogRef?: unknown;
  plugins?: KeptPlugin[];
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
  /** Of the backup, as the tool calls it. */
  backupId?: string;
  login: { database: string; user: string };
  /** Under which the source's WAL and backups lie. */
  sourceServerName: string;
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
 * source's; the Secret of the superuser, who gets a password of their own; the
 * source's own source and replica mode; and what was declared `absent`, which
 * may be what somebody restores for.
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
  return {
    metadata: options.metadata,
    spec: {
      ...carried,
      ...(Object.keys(options.image).length ? options.image : fromSource),
      ...(managed && { managed: present(managed) }),
      ...archive(options, plugins, backup),
      bootstrap: { recovery: recovery(options) },
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

function recovery({ point, backupId, login }: RestoredClusterOptions): Fields {
  const { backup, targetTime } = point;
  const { database, user: owner } = login;
  if (backup?.method === 'volumeSnapshot') {
    return { database, owner, backup: { name: backup.id } };
  }
  const target = {
    ...(backupId && { backupID: backupId }),
    ...(targetTime && { targetTime }),
    // Without a moment, a chosen backup means its own end.
    ...(backupId && !targetTime && { targetImmediate: true }),
  };
  return {
    database,
    owner,
    source: ORIGIN,
    ...(Object.keys(target).length && { recoveryTarget: target }),
  };
}

/** Backups on again, under a name of its own, and the source's to recover from. */
function archive(
  options: RestoredClusterOptions,
  plugins: KeptPlugin[],
  backup: SourceSpec['backup'],
): Fields {
  const { serverName, sourceServerName, objectStore, point } = options;
  const from = (server: string) => ({
    barmanObjectName: objectStore,
    serverName: server,
  });
  const barman = plugins.find(({ name }) => name === BARMAN_PLUGIN);
  const inTree = backup?.barmanObjectStore;
  let origin: Fields | undefined;
  if (barman) {
    const parameters = { ...barman.parameters, ...from(sourceServerName) };
    origin = { name: ORIGIN, plugin: { name: BARMAN_PLUGIN, parameters } };
  } else if (inTree) {
    const store = { ...inTree, serverName: sourceServerName };
    origin = { name: ORIGIN, barmanObjectStore: store };
  }
  return {
    ...(plugins.length && {
      plugins: plugins.map(plugin =>
        plugin === barman
          ? {
              ...plugin,
              parameters: { ...plugin.parameters, ...from(serverName) },
            }
          : plugin,
      ),
    }),
    ...(backup && {
      backup: inTree
        ? { ...backup, barmanObjectStore: { ...inTree, serverName } }
        : backup,
    }),
    ...(origin &&
      point.backup?.method !== 'volumeSnapshot' && {
        externalClusters: [origin],
      }),
  };
}
