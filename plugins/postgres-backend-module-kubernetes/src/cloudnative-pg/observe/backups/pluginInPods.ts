import { isDeepStrictEqual } from 'node:util';
import { BARMAN_PLUGIN, type CloudNativePgSnapshot } from '../../model';
import { factsOf } from '../facts';

/**
 * Returns the instances whose pods were created before the Barman Cloud plugin
 * was added to the Cluster, or for another object store. The operator recreates
 * them one by one. Until then their WAL is not archived, and a backup from them
 * fails or ends with the pod.
 */
export function withoutPlugin(snapshot: CloudNativePgSnapshot): string[] {
  const { cluster, pods, archive, objectStores } = snapshot;
  if (!isConfigured(cluster.spec.plugins)) return [];
  const { barmanObjectName } = archive?.plugin?.parameters ?? {};
  const store = objectStores.find(({ name }) => name === barmanObjectName);
  return namesOf(
    pods.filter(
      ({ backsUpWith }) =>
        !backsUpWith ||
        (store && !isDeepStrictEqual(backsUpWith, store.environment)),
    ),
  );
}

/** Returns the instances whose pods still have the plugin although the Cluster no longer does. */
export function withOldPlugin({
  cluster,
  pods,
}: CloudNativePgSnapshot): string[] {
  const { plugins = [], externalClusters = [] } = cluster.spec;
  // A replica cluster needs the plugin's container to read the archive of its source.
  const sources = externalClusters.flatMap(({ plugin }) => plugin ?? []);
  return isConfigured([...plugins, ...sources])
    ? []
    : namesOf(pods.filter(({ backsUpWith }) => backsUpWith));
}

/** Returns whether the primary, from which backups are taken, lacks the plugin. */
export function primaryLacksPlugin(snapshot: CloudNativePgSnapshot): boolean {
  const { currentPrimary } = snapshot.cluster.status;
  return withoutPlugin(snapshot).some(name => name === currentPrimary);
}

/**
 * Returns whether a schedule may be created. Its first backup starts
 * immediately, and the operator abandons it if the database is hibernated or an
 * instance lacks the plugin. A database that is being created gets the plugin
 * with its first pod.
 */
export function mayBeginSchedule(snapshot: CloudNativePgSnapshot): boolean {
  const { primary, hibernationRequested } = factsOf(snapshot);
  return (
    !hibernationRequested &&
    !withoutPlugin(snapshot).length &&
    (primary === undefined || primary.ready)
  );
}

function isConfigured(
  plugins: CloudNativePgSnapshot['cluster']['spec']['plugins'] = [],
): boolean {
  return plugins.some(
    ({ name, enabled }) => name === BARMAN_PLUGIN && enabled !== false,
  );
}

function namesOf(pods: CloudNativePgSnapshot['pods']): string[] {
  return pods
    .filter(({ role, job }) => role === 'instance' && !job)
    .map(({ instance, name }) => instance ?? name)
    .sort();
}
