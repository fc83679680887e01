import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  type Backup,
  type CreateBackup,
} from '@pgstage/backstage-plugin-postgres-common';
import { recordToAnnotations } from '../model/record';
import type { OperateOptions } from '../operate/Target';
import { partMetadata } from '../write/partMetadata';
import type { OperatorSnapshot } from './OperatorReport';
import type { BackupRules, OperatorTarget } from './OperatorRules';
import { backupsOf } from './sections';

/** Asks the operator for a backup; it goes on without us. @throws ConflictError while one runs. */
export async function backUp<Found extends OperatorSnapshot>(
  rules: BackupRules<Found>,
  { context, objects, found }: OperatorTarget<Found>,
  { method }: CreateBackup,
  options: OperateOptions,
): Promise<Backup> {
  const { actor, signal } = options;
  const { namespace, name } = found.cluster;
  if (method !== undefined && method !== rules.method.id)
    throw invalidField('method', `must be ${rules.method.id}`);
  const running = backupsOf(found, rules).find(
    ({ status }) => status === 'running',
  );
  if (running)
    throw new ConflictError(
      `Backup '${running.id}' of '${name}' is still running`,
    );
  await objects.of({ context, found }, options);
  const metadata = partMetadata(
    { ref: found.ref, namespace },
    `${name}-${Date.now().toString(36)}`,
  );
  const created = await context.client.create(
    rules.kind.resource,
    {
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          ...recordToAnnotations({ created: { by: actor } }),
        },
      },
      spec: rules.requestOf(found),
    },
    { signal },
  );
  return rules.backupOf(rules.kind.slim(created));
}
