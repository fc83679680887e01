import { ConflictError } from '@backstage/errors';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import type { WatchedKind } from '../cluster';
import type { CachedMeta } from '../model/cachedTypes';
import type { ProviderContext } from '../model/ProviderContext';
import { recordToAnnotations } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects, LiveDatabase } from '../write/LiveObjects';
import { partMetadata } from '../write/partMetadata';
import { untilSeen } from '../write/untilSeen';
import type { OperateOptions } from './preconditions';

/** A backup that an operator takes once there is an object which asks for it. @public */
export interface BackupToTake<Kept extends CachedMeta> {
  kind: WatchedKind<Kept>;
  spec: object;
  labels?: Record<string, string>;
  /** As people see it. */
  shown(kept: Kept): Backup;
}

/**
 * Asks the operator for a backup; it goes on without us.
 *
 * @throws ConflictError while one runs.
 * @public
 */
export async function takeBackup<
  Kept extends CachedMeta,
  TSnapshot extends Snapshot & { backups: Kept[] },
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  target: LiveDatabase<TSnapshot, Context>,
  { kind, spec, labels, shown }: BackupToTake<Kept>,
  options: OperateOptions,
): Promise<Backup> {
  const { context, snapshot } = target;
  const { actor, signal } = options;
  const { namespace, name } = snapshot.cluster;
  await objects.of(target, options);
  checkNoBackupRuns(snapshot, shown);
  const metadata = partMetadata(
    { ref: snapshot.ref, namespace },
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
  const store = context.watch.store(kind);
  // Else whoever asks again at once would not hear that one is running.
  await untilSeen(() => store.get(created.metadata) !== undefined, signal);
  return shown(kind.transform(created));
}

/** One that is being deleted is none. */
function checkNoBackupRuns<Kept extends CachedMeta>(
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
