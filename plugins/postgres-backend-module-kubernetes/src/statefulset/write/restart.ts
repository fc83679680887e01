import {
  RESTART,
  resources,
  type CachedStatefulSet,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { nextRestart } from '../observe';

/** Lets the controller make the pod of an instance anew. */
export async function restartInstance(
  { client }: StatefulSetContext,
  { namespace, name, uid }: CachedStatefulSet,
  at: string,
  signal?: AbortSignal,
): Promise<void> {
  const template = { metadata: { annotations: { [RESTART]: at } } };
  await client.patch(
    resources.statefulSets,
    { namespace, name },
    { metadata: { uid }, spec: { template } },
    { signal },
  );
}

/** Takes the next step of a requested restart, if there is one. */
export async function continueRestart(
  context: StatefulSetContext,
  snapshot: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  const { restartRequestedAt } = snapshot.cluster;
  const next = nextRestart(snapshot);
  if (next && restartRequestedAt)
    await restartInstance(context, next, restartRequestedAt, signal);
}
