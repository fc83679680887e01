import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import { ExistingObjectError, type KubernetesObject } from '../cluster';
import { recoveryPointOf } from '../operate/recoveryPoint';
import { checkSameRestore, restoreHash } from '../operate/restoreRequest';
import type { OperateOptions } from '../operate/preconditions';
import { nameIssues } from '../options/nameIssues';
import { backupsSectionOf } from './backupsSectionOf';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorRules, OperatorOperationInput } from './OperatorRules';
import type { OperatorWriter } from './OperatorWriter';

/**
 * Restores into a new database in the namespace of the source. Can be repeated:
 * existing objects are not changed.
 *
 * @returns ref of the new database
 */
export async function restore<TSnapshot extends OperatorSnapshot>(
  rules: OperatorRules<TSnapshot>,
  writer: Pick<OperatorWriter<TSnapshot>, 'manifestsOf'>,
  target: Omit<OperatorOperationInput<TSnapshot>, 'health'>,
  request: ProvisionRestore,
  options: OperateOptions,
): Promise<string> {
  const { context, objects, snapshot, report } = target;
  const { client } = context;
  const { name, binding, taskId, backup: from, targetTime } = request;
  const { resource } = rules.kind;
  const key = { ...snapshot.key, name };
  const ref = objects.model.refOf(key);
  const { database, user } = report;
  // Database and user keep their recorded names: only the new name is
  // checked.
  const issues = nameIssues(rules.names, name, { database, user }).filter(
    ({ field }) => field === 'name',
  );
  if (issues.length) throw new InvalidFieldsError(issues);
  const hash = restoreHash(snapshot.ref, request);
  const readOther = async (): Promise<KubernetesObject | undefined> => {
    const other = await client.get(resource, key, options);
    if (other) checkSameRestore(other, hash, request, snapshot.ref);
    return other;
  };
  if (await readOther()) return ref;

  const { backups } = backupsSectionOf(rules, target, new Date());
  const { backup } = recoveryPointOf(request, { backups });
  const { record } = snapshot.cluster;
  const { cluster } = writer.manifestsOf(context, key, {
    spec: { ...record.spec, database, user },
    specHash: hash,
    binding,
    created: { by: options.actor, taskId },
    // Facts that are unknown about an adopted source are unknown about its
    // copy, too.
    adopted: record.adopted,
    restored: { from: snapshot.ref, backup: from, targetTime },
  });
  const begins = backup && rules.backups.restoredFrom(backup);
  await objects.of({ context, snapshot }, options);
  try {
    const spec = { ...(cluster.object.spec as object), ...begins };
    await client.create(resource, { ...cluster.object, spec }, options);
  } catch (error) {
    if (!(error instanceof ExistingObjectError)) throw error;
    await readOther();
  }
  return ref;
}
