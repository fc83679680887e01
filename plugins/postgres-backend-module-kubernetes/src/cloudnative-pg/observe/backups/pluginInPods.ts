import { isDeepStrictEqual } from 'node:util';
import { BARMAN_PLUGIN, type FoundDatabase } from '../../model';
import { factsOf } from '../facts';

/**
 * Instances whose pods were made before the Barman Cloud plugin came to the
 * Cluster, or for another store: the operator makes them anew one by one. Until
 * then WAL is not archived there, and a backup fails, or ends with its pod.
 */
export function withoutPlugin(found: FoundDatabase): string[] {
  const { cluster, pods, archive, objectStores } = found;
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
export function withOldPlugin({ cluster, pods }: FoundDatabase): string[] {
  const { plugins = [], externalClusters = [] } = cluster.spec;
  // A replica cluster gets the container for its source.
  const sources = externalClusters.flatMap(({ plugin }) => plugin ?? []);
  return isConfigured([...plugins, ...sources])
    ? []
    : namesOf(pods.filter(({ backsUpWith }) => backsUpWith));
}

/** Whether the primary, from which backups are taken, lacks the plugin. */
export function primaryLacksPlugin(found: FoundDatabase): boolean {
  const { currentPrimary } = found.cluster.status;
  return withoutPlugin(found).some(name => name === currentPrimary);
}

/**
 * Whether a schedule may begin, which it does with a backup at once: the
 * operator gives that up where the database sleeps or an instance lacks the
 * plugin. One that is just being made gets the plugin with its first pod.
 */
export function mayBeginSchedule(found: FoundDatabase): boolean {
  const { primary, sleepAsked } = factsOf(found);
  return (
    !sleepAsked &&
    !withoutPlugin(found).length &&
    (primary === undefined || primary.ready)
  );
}

function isConfigured(
  plugins: FoundDatabase['cluster']['spec']['plugins'] = [],
): boolean {
  return plugins.some(
    ({ name, enabled }) => name === BARMAN_PLUGIN && enabled !== false,
  );
}

function namesOf(pods: FoundDatabase['pods']): string[] {
  return pods
    .filter(({ role, job }) => role === 'instance' && !job)
    .map(({ instance, name }) => instance ?? name)
    .sort();
}
