import { isDeepStrictEqual } from 'node:util';
import { BARMAN_PLUGIN, type CloudNativePgSnapshot } from '../../model';
import { factsOf } from '../facts';

/**
 * Instances whose pods were made before the Barman Cloud plugin came to the
 * Cluster, or for another store: the operator makes them anew one by one. Until
 * then WAL is not archived there, and a backup fails, or ends with its pod.
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

/** Instances whose pods still have the plugin, although the Cluster has it no more. */
export function withOldPlugin({
  cluster,
  pods,
}: CloudNativePgSnapshot): string[] {
  const { plugins = [], externalClusters = [] } = cluster.spec;
  // A replica cluster gets the container for its source.
  const sources = externalClusters.flatMap(({ plugin }) => plugin ?? []);
  return isConfigured([...plugins, ...sources])
    ? []
    : namesOf(pods.filter(({ backsUpWith }) => backsUpWith));
}

/** Whether the primary, from which backups are taken, lacks the plugin. */
export function primaryLacksPlugin(snapshot: CloudNativePgSnapshot): boolean {
  const { currentPrimary } = snapshot.cluster.status;
  return withoutPlugin(snapshot).some(name => name === currentPrimary);
}

/**
 * Whether a schedule may begin, which it does with a backup at once: the
 * operator gives that up where the database sleeps or an instance lacks the
 * plugin. One that is just being made gets the plugin with its first pod.
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
