import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  checkSameRestore,
  createDatabase,
  nameIssues,
  recordOf,
  recoveryPointOf,
  restoreHash,
  type LiveObjects,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import { manifestsOf, type DatabasePlan } from '../manifests';
import {
  namesOf,
  refOf,
  resources,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { nameRules } from '../write/names';
import { missingParts } from '../write/OwnedPartWriter';
import { recordedPlan, requiredParts } from '../write/plans';
import { backupClaimOf } from './backupClaim';
import { shownBackupsOf } from './facts';
import { grantRestore } from './restoreGrant';

/** Returns the plan of a copy, with the settings of the source. */
function planOfCopy(
  source: DatabasePlan,
  ref: string,
  request: ProvisionRestore,
  backup: string | undefined,
  actor: string,
): DatabasePlan {
  const { name, binding, taskId, targetTime } = request;
  const { spec } = source;
  return {
    ...source,
    ref,
    name,
    owner: undefined,
    isFilled: false,
    record: {
      spec: { ...spec },
      specHash: restoreHash(source.ref, request),
      binding,
      created: { by: actor, taskId },
      restored: { from: source.ref, backup, targetTime },
    },
  };
}

/**
 * Creates a new database in the namespace of the source. It is filled from the
 * backup by a Job, which follows once its server runs. Can be repeated.
 *
 * @returns ref of the new database
 * @throws ConflictError without a backup or its volume; DifferencesError if another database
 * has the name;
 * InvalidFieldsError
 */
export async function restore(
  objects: LiveObjects<StatefulSetSnapshot, StatefulSetContext>,
  target: { context: StatefulSetContext; snapshot: StatefulSetSnapshot },
  request: ProvisionRestore,
  options: OperateOptions,
): Promise<string> {
  const { context, snapshot } = target;
  const { actor, signal } = options;
  const { name } = request;
  const issues = nameIssues(nameRules, name, snapshot.cluster.record.spec);
  const own = issues.filter(({ field }) => field === 'name');
  if (own.length) throw new InvalidFieldsError(own);
  const source = recordedPlan(context, await objects.of(target, options));
  const { cluster, namespace } = snapshot.key;
  const key = { namespace, name: namesOf(name).readWrite };
  const ref = refOf({ cluster, ...key });
  const kind = resources.services;
  const existing = await context.client.get(kind, key, { signal });
  const backup = existing
    ? recordOf(existing.metadata.annotations).restored?.backup
    : recoveryPointOf(request, { backups: shownBackupsOf(snapshot) }).backup
        ?.id;
  const claim = await backupClaimOf(context.client, source, signal);
  const plan = planOfCopy(source, ref, request, backup, actor);
  const { before, cluster: service } = manifestsOf(plan);
  const { cluster: live } = await createDatabase(
    missingParts,
    context.client,
    {
      ref,
      manifests: { before, cluster: service, after: requiredParts(plan) },
      check: async () => {},
      checkExisting: other =>
        checkSameRestore(
          other,
          restoreHash(source.ref, request),
          request,
          source.ref,
        ),
      partsOf: created => requiredParts(recordedPlan(context, created)),
    },
    { signal },
  );
  const { uid = '' } = live.metadata;
  if (recordedPlan(context, live).isFilled === false)
    await grantRestore(context.client, claim, uid, backup, signal);
  return ref;
}
