import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import {
  type ChangeDatabase,
  InvalidFieldsError,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  growthIssue,
  initSqlIssue,
  mergedSpec,
  newIssues,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  BARMAN_PLUGIN,
  type ClusterContext,
  clusterKind,
  initSqlOf,
  type ClusterSpec,
} from '../model';
import { folderOfVersion, withArchiveFolder } from './archiveFolder';
import type { ClusterPlan } from './manifests';
import { archiveFolderOf } from './manifests/clusterManifest';
import { checkSpec, type ResolvedSpec } from './spec/resolveSpec';

/** Options that take effect only when a database is created, and why they cannot be changed. */
const FIXED: Record<string, string> = {
  initSql: 'it runs only when the database is created',
  initSqlConfigMap: 'it runs only when the database is created',
  storageClass: 'the storage class of existing volumes cannot be changed',
};

/** Returns the archiver of WAL if pgstage does not manage it: two archivers would conflict. */
function foreignArchiver({
  plugins = [],
  backup,
}: ClusterSpec): string | undefined {
  const plugin = plugins.find(
    ({ name, enabled, isWALArchiver }) =>
      enabled !== false && isWALArchiver && name !== BARMAN_PLUGIN,
  );
  if (plugin) return `the plugin '${plugin.name}'`;
  return backup?.barmanObjectStore && 'the operator itself';
}

/**
 * Checks a change and returns the plan with it. Issues that the spec had before
 * the change are ignored.
 *
 * @throws InvalidFieldsError that names every field.
 */
export function changedPlan(
  { config }: ClusterContext,
  plan: ClusterPlan,
  change: ChangeDatabase,
  live: KubernetesObject,
): ClusterPlan {
  const spec = mergedSpec(plan.record.spec, change);
  const before = checkSpec(config, plan.name, plan.record.spec, true);
  // A change that requests backups gets the configured target and schedule.
  const recorded = !change.options?.backup;
  const { resolved, issues } = checkSpec(config, plan.name, spec, recorded);
  const added = newIssues(
    { spec: plan.record.spec, issues: before.issues },
    { spec, issues },
  );
  const current = (live.spec ?? {}) as ClusterSpec;
  for (const option of Object.keys(change.options ?? {})) {
    if (Object.hasOwn(FIXED, option)) {
      added.push({
        field: `options.${option}`,
        rule: `must be omitted: ${FIXED[option]}`,
      });
    }
  }
  added.push(...initSqlIssue(change, initSqlOf(clusterKind.transform(live))));
  if (current.walStorage && resolved && change.options?.walStorage === null) {
    added.push({
      field: 'options.walStorage',
      rule: 'must not be removed: CloudNativePG cannot remove the WAL volume',
    });
  }
  const archiver = foreignArchiver(current);
  if (change.options?.backup && archiver && !plan.spec.options.backup) {
    added.push({
      field: 'options.backup',
      rule: `must be omitted: ${archiver} already archives WAL`,
    });
  }
  const walClass = resolved?.options.walStorage?.storageClass;
  if (
    change.options?.walStorage &&
    current.walStorage &&
    walClass &&
    walClass !== current.walStorage.storageClass
  ) {
    added.push({
      field: 'options.walStorage.storageClass',
      rule: `must be omitted: ${FIXED.storageClass}`,
    });
  }
  added.push(
    ...growthIssue('storage', change.storage, current.storage?.size),
    ...growthIssue(
      'options.walStorage.size',
      resolved?.options.walStorage?.size,
      current.walStorage?.size,
    ),
  );
  if (added.length) throw new InvalidFieldsError(added);
  if (!resolved) {
    throw new ConflictError(
      `The record of database '${plan.name}' is not valid: correct its annotation pgstage.io/spec`,
    );
  }
  const changed = {
    ...plan,
    spec: resolved,
    declaresFirst: plan.spec.extensions.length > 0,
    // The record of an adopted database has only what was requested, without defaults of pgstage.
    record: {
      ...plan.record,
      spec: plan.record.adopted ? spec : { ...resolved },
    },
  };
  const requested = change.options?.backup as { folder?: string } | undefined;
  return withArchiveFolder(
    changed,
    requested?.folder ?? sameArchiveFolder(plan, resolved),
  );
}

/** Returns the folder to continue with if the target is unchanged: another one for each major version. */
function sameArchiveFolder(
  before: ClusterPlan,
  after: ResolvedSpec,
): string | undefined {
  const { backup } = before.spec.options;
  if (!isDeepStrictEqual(backup?.target, after.options.backup?.target))
    return undefined;
  const folder = archiveFolderOf(before);
  return majorVersion(before.spec.version) === majorVersion(after.version)
    ? folder
    : folderOfVersion(folder, after.version);
}
