import { ConflictError } from '@backstage/errors';
import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { ExistingObjectError, type WatchedKind } from '../cluster';
import type { CachedMeta } from '../model/cachedTypes';
import type { ProviderContext } from '../model/ProviderContext';
import { recordToAnnotations, specHash } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import { MINUTE } from '../observe/EvaluationTime';
import { byText } from '../observe/memoize';
import type { LiveObjects, LiveDatabase } from '../write/LiveObjects';
import { partMetadata } from '../write/partMetadata';
import { untilCached } from '../write/untilSeen';
import type { OperateOptions } from './preconditions';

/** A backup that an operator takes when an object requests it. @public */
export interface BackupToTake<Cached extends CachedMeta> {
  kind: WatchedKind<Cached>;
  spec: object;
  labels?: Record<string, string>;
  /** The backup as the API shows it. */
  shown(cached: Cached): Backup;
}

/**
 * Requests a backup from the operator; it continues without pgstage.
 *
 * @throws ConflictError while one runs, or if it was requested just before.
 * @public
 */
export async function takeBackup<
  Cached extends CachedMeta,
  TSnapshot extends Snapshot & { backups: Cached[] },
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  target: LiveDatabase<TSnapshot, Context>,
  { kind, spec, labels, shown }: BackupToTake<Cached>,
  options: OperateOptions,
): Promise<Backup> {
  const { context, snapshot } = target;
  const { actor, signal } = options;
  const { namespace, name } = snapshot.cluster;
  await objects.of(target, options);
  checkNoBackupRuns(snapshot, shown);
  const metadata = partMetadata(
    { ref: snapshot.ref, namespace },
    backupName(snapshot, new Date()),
  );
  const requested = {
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...labels },
      annotations: {
        ...metadata.annotations,
        ...recordToAnnotations({ created: { by: actor } }),
      },
    },
    spec,
  };
  const created = await context.client
    .create(kind.resource, requested, { signal })
    .catch(error => {
      throw error instanceof ExistingObjectError
        ? alreadyRequested(metadata.name, name)
        : error;
    });
  const store = context.watch.store(kind);
  // Otherwise an immediate second request would not find the running one.
  await untilCached(() => store.get(created.metadata) !== undefined, signal);
  return shown(kind.transform(created));
}

/** A backup that is being deleted does not count. */
function checkNoBackupRuns<Cached extends CachedMeta>(
  { cluster, backups }: { cluster: { name: string }; backups: Cached[] },
  shown: (cached: Cached) => Backup,
): void {
  const running = backups
    .filter(({ deletedAt }) => !deletedAt)
    .map(shown)
    .find(({ status }) => status === 'running');
  if (running) throw stillRunning(running.id, cluster.name);
}

function stillRunning(backup: string, database: string): ConflictError {
  return new ConflictError(
    `Backup '${backup}' of '${database}' is still running`,
  );
}

function alreadyRequested(backup: string, database: string): ConflictError {
  return new ConflictError(
    `Backup '${backup}' of '${database}' was already requested: try again in a minute`,
  );
}

/**
 * Requests of the same minute that saw the same backups get the same name, so
 * that the API server accepts one of them. Short, because volume snapshots have
 * the name in a label.
 */
function backupName<Cached extends CachedMeta>(
  { cluster, backups }: { cluster: { name: string }; backups: Cached[] },
  now: Date,
): string {
  const uids = backups.map(({ uid }) => uid).sort(byText);
  const minute = Math.floor(now.getTime() / MINUTE);
  return `${cluster.name}-${minute.toString(36)}${specHash(uids).slice(0, 4)}`;
}
