import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  UnsupportedOperationError,
  type Backup,
  type CreateBackup,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  checkAwake,
  takeBackup,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { labels, type ClusterContext, liveClusters } from '../model';
import { backupKind } from '../model/backupKinds';
import { backupMethods, backupOf } from '../observe';
import { backupPlugin } from '../observe/backups/backupTargets';
import { primaryLacksPlugin } from '../observe/backups/pluginInPods';
import { operationContextOf } from './operationContext';

/** Creates a Backup object, which the operator then processes. */
export async function createBackup(
  context: ClusterContext,
  ref: string,
  { method: requested }: CreateBackup,
  options: OperateOptions,
): Promise<Backup> {
  const target = operationContextOf(context, ref);
  const { name } = target.snapshot.cluster;
  const methods = backupMethods(target.snapshot).map(({ id }) => id);
  if (!methods.length) {
    throw new UnsupportedOperationError(
      'backup',
      `'${name}' has no backup target. Configure one first.`,
    );
  }
  const method = methods.find(id => id === (requested ?? methods[0]));
  if (!method) {
    throw invalidField('method', `must be one of ${methods.join(', ')}`);
  }
  checkAwake(target);
  if (primaryLacksPlugin(target.snapshot))
    throw new ConflictError(message('primaryLacksPlugin').text);
  const plugin = backupPlugin(target.snapshot)?.name;
  return takeBackup(
    liveClusters,
    target,
    {
      kind: backupKind,
      labels: { [labels.cluster]: name },
      spec: {
        cluster: { name },
        method,
        ...(method === 'plugin' && { pluginConfiguration: { name: plugin } }),
        // A backup of a standby is "completed" before its WAL is archived, which
        // may never happen on an idle server. Its restore then fails with
        // "WAL not found" (observed with 1.30 and the plugin 0.14).
        ...(method !== 'volumeSnapshot' && { target: 'primary' }),
      },
      shown: backup => backupOf(backup, target.snapshot),
    },
    options,
  );
}
