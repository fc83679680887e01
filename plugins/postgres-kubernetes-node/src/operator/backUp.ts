import {
  invalidField,
  type Backup,
  type CreateBackup,
} from '@pgstage/backstage-plugin-postgres-common';
import { takeBackup } from '../operate/takeBackup';
import type { OperateOptions } from '../operate/Target';
import type { OperatorSnapshot } from './OperatorReport';
import type { BackupRules, OperatorTarget } from './OperatorRules';

/** Asks the operator for a backup. @throws ConflictError while one runs. */
export async function backUp<Found extends OperatorSnapshot>(
  { kind, method: own, requestOf, backupOf }: BackupRules<Found>,
  { context, objects, found }: Omit<OperatorTarget<Found>, 'health'>,
  { method }: CreateBackup,
  options: OperateOptions,
): Promise<Backup> {
  if (method !== undefined && method !== own.id)
    throw invalidField('method', `must be ${own.id}`);
  const backup = { kind, spec: requestOf(found), shown: backupOf };
  return takeBackup(objects, { context, found }, backup, options);
}
