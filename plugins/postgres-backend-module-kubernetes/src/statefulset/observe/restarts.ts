import type { CachedStatefulSet, StatefulSetSnapshot } from '../model';

/** Returns the StatefulSets whose pods have to be made anew for the requested restart. */
export function dueRestarts({
  cluster: { restartRequestedAt: requested },
  statefulSets,
}: StatefulSetSnapshot): CachedStatefulSet[] {
  return statefulSets.filter(
    ({ restartedAt }) =>
      requested !== undefined &&
      Date.parse(restartedAt) < Date.parse(requested),
  );
}

/**
 * Returns the instance to restart next: standbys first, and one at a time, each
 * once those before it are ready again; undefined if there is none now.
 */
export function nextRestart(
  snapshot: StatefulSetSnapshot,
): CachedStatefulSet | undefined {
  const { cluster, statefulSets } = snapshot;
  const due = dueRestarts(snapshot);
  const waits = statefulSets.some(
    set => !due.includes(set) && !(set.updated && set.ready),
  );
  if (waits) return undefined;
  return due.find(({ name }) => name !== cluster.primary) ?? due[0];
}
