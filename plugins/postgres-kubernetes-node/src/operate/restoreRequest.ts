import { DifferencesError } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import type { KubernetesObject } from '../cluster';
import { recordOf, specHash } from '../model/record';

/** Hash of a restore request: a repeat finds what it has created. @public */
export function restoreHash(
  from: string,
  { name, backup, targetTime, binding }: ProvisionRestore,
): string {
  return specHash({ from, name, backup, targetTime, binding });
}

/** @throws DifferencesError if the object of that name is not what this request creates. @public */
export function checkSameRestore(
  existing: KubernetesObject,
  hash: string,
  request: ProvisionRestore,
  ref: string,
): void {
  const record = recordOf(existing.metadata.annotations);
  if (record.specHash === hash) return;
  const { from, backup, targetTime } = record.restored ?? {};
  const difference = (field: string, is: unknown, requested: unknown) =>
    JSON.stringify(is) === JSON.stringify(requested)
      ? []
      : [{ field, existing: show(is), requested: show(requested) }];
  throw new DifferencesError(
    `There is another database '${request.name}' in namespace '${existing.metadata.namespace}'`,
    [
      ...difference('source', from, ref),
      ...difference('backup', backup, request.backup),
      ...difference('targetTime', targetTime, request.targetTime),
      ...difference('binding', record.binding, request.binding),
    ],
  );
}

function show(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
