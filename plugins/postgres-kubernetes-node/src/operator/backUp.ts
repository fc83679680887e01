import {
  invalidField,
  type Backup,
  type CreateBackup,
} from '@pgstage/backstage-plugin-postgres-common';
import { takeBackup } from '../operate/takeBackup';
import type { OperateOptions } from '../operate/preconditions';
import type { OperatorSnapshot } from './OperatorReport';
import type { BackupRules, OperatorOperationInput } from './OperatorRules';

/** Requests a backup from the operator. @throws ConflictError while one runs. */
export async function backUp<TSnapshot extends OperatorSnapshot>(
  { kind, method: own, requestOf, backupOf }: BackupRules<TSnapshot>,
  {
    context,
    objects,
    snapshot,
  }: Omit<OperatorOperationInput<TSnapshot>, 'health'>,
  { method }: CreateBackup,
  options: OperateOptions,
): Promise<Backup> {
  if (method !== undefined && method !== own.id)
    throw invalidField('method', `must be ${own.id}`);
  const backup = { kind, spec: requestOf(snapshot), shown: backupOf };
  return takeBackup(objects, { context, snapshot }, backup, options);
}
