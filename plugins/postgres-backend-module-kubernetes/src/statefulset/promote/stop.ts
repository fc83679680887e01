import type {
  ClusterClient,
  KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources } from '../model';

/** Scales an instance, if its StatefulSet is still as read. */
export const scale = (
  client: ClusterClient,
  { metadata: { namespace, name, resourceVersion } }: KubernetesObject,
  replicas: 0 | 1,
  signal?: AbortSignal,
) =>
  client.patch(
    resources.statefulSets,
    { namespace, name },
    { metadata: { resourceVersion }, spec: { replicas } },
    { signal },
  );

/**
 * Stops an instance. Returns whether it is proven that it does not run: Kubernetes
 * removes a pod once its node has ended it, and its controller has seen that it
 * must create no other one. A pod of a node that does not respond stays.
 */
export async function stopInstance(
  client: ClusterClient,
  set: KubernetesObject,
  signal?: AbortSignal,
): Promise<boolean> {
  const { metadata, spec, status } = set;
  if (Object(spec).replicas !== 0) {
    await scale(client, set, 0, signal);
    return false;
  }
  const { observedGeneration, replicas } = Object(status);
  const { namespace, name } = metadata;
  const pod = await client.get(
    resources.pods,
    { namespace, name: `${name}-0` },
    { signal },
  );
  return !pod && !replicas && observedGeneration === metadata.generation;
}
