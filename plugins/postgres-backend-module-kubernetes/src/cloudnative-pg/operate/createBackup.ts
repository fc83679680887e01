import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  UnsupportedOperationError,
  type Backup,
  type CreateBackup,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  partMetadata,
  recordToAnnotations,
  refuseWhileHibernated,
  type KubernetesObject,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import { labels, resources, type ClusterContext, liveClusters } from '../model';
import { backupKind } from '../model/backupKinds';
import { backupMethods, backupOf } from '../observe';
import { backupPlugin } from '../observe/backups/backupTargets';
import { primaryLacksPlugin } from '../observe/backups/pluginInPods';
import { LACKS_PLUGIN } from '../observe/operationsOf';
import { targetOf } from './target';

/** A watch that is late must not keep the answer to a write that is done. */
const SEEN_WITHIN_MS = 5_000;

/** Asks the operator for a backup; it goes on without us. */
export async function createBackup(
  context: ClusterContext,
  ref: string,
  { method: wanted }: CreateBackup,
  options: OperateOptions,
): Promise<Backup> {
  const { actor, signal } = options;
  const target = targetOf(context, ref);
  const { cluster, backups } = target.found;
  const { namespace, name } = cluster;
  const methods = backupMethods(target.found).map(({ id }) => id);
  if (!methods.length) {
    throw new UnsupportedOperationError(
      'backup',
      `'${name}' has no backup target. Give it one first.`,
    );
  }
  const method = methods.find(id => id === (wanted ?? methods[0]));
  if (!method) {
    throw invalidField('method', `must be one of ${methods.join(', ')}`);
  }
  refuseWhileHibernated(target);
  if (primaryLacksPlugin(target.found)) throw new ConflictError(LACKS_PLUGIN);
  const running = backups
    .filter(({ deletedAt }) => !deletedAt)
    .map(backup => backupOf(backup, target.found))
    .find(({ status }) => status === 'running');
  if (running) {
    throw new ConflictError(
      `Backup '${running.id}' of '${name}' is still running`,
    );
  }
  await liveClusters.of(target, options);
  const metadata = partMetadata(
    { ref, namespace },
    // Short, as volume snapshots get the name in a label.
    `${name}-${Date.now().toString(36)}`,
  );
  const created = await context.client.create(
    resources.backups,
    {
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, [labels.cluster]: name },
        annotations: {
          ...metadata.annotations,
          ...recordToAnnotations({ created: { by: actor } }),
        },
      },
      spec: {
        cluster: { name },
        method,
        ...(method === 'plugin' && {
          pluginConfiguration: { name: backupPlugin(target.found)?.name },
        }),
        // From a standby a backup is "completed" before its WAL is archived,
        // which on a quiet server may never happen; a restore of it fails with
        // "WAL not found" (seen with 1.30 and the plugin 0.14).
        ...(method !== 'volumeSnapshot' && { target: 'primary' }),
      },
    },
    { signal },
  );
  await untilSeen(context, created, signal);
  return backupOf(backupKind.slim(created), target.found);
}

/** Else whoever asks again at once would not hear that one is running. */
async function untilSeen(
  context: ClusterContext,
  { metadata }: KubernetesObject,
  signal?: AbortSignal,
): Promise<void> {
  const store = context.watch.store(backupKind);
  await waitUntil(() => store.get(metadata) !== undefined, {
    everyMs: 10,
    withinMs: SEEN_WITHIN_MS,
    signal,
  });
}
