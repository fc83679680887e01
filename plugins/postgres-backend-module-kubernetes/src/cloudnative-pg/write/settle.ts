import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, clusterKind } from '../model';

/** A watch that is late must not keep the answer to a write that is done. */
const SEEN_WITHIN_MS = 5_000;

/**
 * Waits until memory holds what was just written, so that the answer is not
 * older than the write. False where that takes too long.
 */
export async function settle(
  context: ClusterContext,
  { metadata }: KubernetesObject,
  signal?: AbortSignal,
): Promise<boolean> {
  const store = context.watch.store(clusterKind);
  const end = Date.now() + SEEN_WITHIN_MS;
  // Numbers that grow, as list and watch of Kubernetes define them since 1.34.
  const written = BigInt(metadata.resourceVersion ?? 0);
  while (Date.now() < end) {
    const kept = store.get(metadata);
    if (
      kept?.uid === metadata.uid &&
      kept?.resourceVersion !== undefined &&
      BigInt(kept.resourceVersion) >= written
    ) {
      return true;
    }
    await sleep(10, undefined, { signal });
  }
  return false;
}
