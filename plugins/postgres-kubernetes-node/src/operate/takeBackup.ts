import { ConflictError } from '@backstage/errors';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { KubernetesObject, WatchedKind } from '../cluster';
import type { KeptMeta } from '../model/kept';
import type { ProviderContext } from '../model/ProviderContext';
import { recordToAnnotations } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects, LiveTarget } from '../write/LiveObjects';
import { partMetadata } from '../write/partMetadata';
import type { OperateOptions } from './Target';

/** A backup that an operator takes once there is an object which asks for it. @public */
export interface BackupToTake<Kept extends KeptMeta> {
  kind: WatchedKind<Kept>;
  spec: object;
  labels?: Record<string, string>;
  /** As people see it. */
  shown(kept: Kept): Backup;
}

/** A watch that is late must not keep the answer to a write that is done. */
const SEEN_WITHIN_MS = 5_000;

/**
 * Asks the operator for a backup; it goes on without us.
 *
 * @throws ConflictError while one runs.
 * @public
 */
export async function takeBackup<
  Kept extends KeptMeta,
  Found extends Snapshot & { backups: Kept[] },
  Context extends ProviderContext,
>(
  objects: LiveObjects<Found, Context>,
  target: LiveTarget<Found, Context>,
  { kind, spec, labels, shown }: BackupToTake<Kept>,
  options: OperateOptions,
): Promise<Backup> {
  const { context, found } = target;
  const { actor, signal } = options;
  const { namespace, name } = found.cluster;
  refuseWhileRunning(found, shown);
  await objects.of(target, options);
  const metadata = partMetadata(
    { ref: found.ref, namespace },
    // Short, as volume snapshots get the name in a label.
    `${name}-${Date.now().toString(36)}`,
  );
  const created = await context.client.create(
    kind.resource,
    {
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, ...labels },
        annotations: {
          ...metadata.annotations,
          ...recordToAnnotations({ created: { by: actor } }),
        },
      },
      spec,
    },
    { signal },
  );
  await untilSeen(context, kind, created, signal);
  return shown(kind.slim(created));
}

/** One that is being deleted is none. */
function refuseWhileRunning<Kept extends KeptMeta>(
  { cluster, backups }: { cluster: { name: string }; backups: Kept[] },
  shown: (kept: Kept) => Backup,
): void {
  const running = backups
    .filter(({ deletedAt }) => !deletedAt)
    .map(shown)
    .find(({ status }) => status === 'running');
  if (running)
    throw new ConflictError(
      `Backup '${running.id}' of '${cluster.name}' is still running`,
    );
}

/** Else whoever asks again at once would not hear that one is running. */
async function untilSeen<Kept extends KeptMeta>(
  context: ProviderContext,
  kind: WatchedKind<Kept>,
  { metadata }: KubernetesObject,
  signal?: AbortSignal,
): Promise<void> {
  const store = context.watch.store(kind);
  await waitUntil(() => store.get(metadata) !== undefined, {
    everyMs: 10,
    withinMs: SEEN_WITHIN_MS,
    signal,
  });
}
