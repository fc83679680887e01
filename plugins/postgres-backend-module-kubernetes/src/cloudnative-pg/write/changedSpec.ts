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

/** Options that only say how a database is made. */
const FIXED: Record<string, string> = {
  initSql: 'it ran when the database was made',
  initSqlConfigMap: 'it ran when the database was made',
  storageClass: 'volumes stay in the class that they were made in',
};

/** Who archives WAL that is not what we would set up: two would get in each other's way. */
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
 * Checks a change and returns the plan with it. Faults that were there before
 * are no reason to refuse it.
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
  // One who asks for backups gets the configured target and schedule.
  const recorded = !change.options?.backup;
  const { resolved, issues } = checkSpec(config, plan.name, spec, recorded);
  const found = newIssues(
    { spec: plan.record.spec, issues: before.issues },
    { spec, issues },
  );
  const current = (live.spec ?? {}) as ClusterSpec;
  for (const option of Object.keys(change.options ?? {})) {
    if (Object.hasOwn(FIXED, option)) {
      found.push({
        field: `options.${option}`,
        rule: `must be left out: ${FIXED[option]}`,
      });
    }
  }
  found.push(...initSqlIssue(change, initSqlOf(clusterKind.transform(live))));
  if (current.walStorage && resolved && change.options?.walStorage === null) {
    found.push({
      field: 'options.walStorage',
      rule: 'must stay: a volume for WAL cannot be taken away',
    });
  }
  const archiver = foreignArchiver(current);
  if (change.options?.backup && archiver && !plan.spec.options.backup) {
    found.push({
      field: 'options.backup',
      rule: `must be left out: ${archiver} archives WAL already`,
    });
  }
  const walClass = resolved?.options.walStorage?.storageClass;
  if (
    change.options?.walStorage &&
    current.walStorage &&
    walClass &&
    walClass !== current.walStorage.storageClass
  ) {
    found.push({
      field: 'options.walStorage.storageClass',
      rule: `must be left out: ${FIXED.storageClass}`,
    });
  }
  found.push(
    ...growthIssue('storage', change.storage, current.storage?.size),
    ...growthIssue(
      'options.walStorage.size',
      resolved?.options.walStorage?.size,
      current.walStorage?.size,
    ),
  );
  if (found.length) throw new InvalidFieldsError(found);
  if (!resolved) {
    throw new ConflictError(
      `What is recorded of database '${plan.name}' cannot be read: change its annotation pgstage.io/spec`,
    );
  }
  const changed = {
    ...plan,
    spec: resolved,
    declaresFirst: plan.spec.extensions.length > 0,
    // An adopted database has in its record what was asked for, and no defaults of ours.
    record: {
      ...plan.record,
      spec: plan.record.adopted ? spec : { ...resolved },
    },
  };
  const asked = change.options?.backup as { folder?: string } | undefined;
  return withArchiveFolder(
    changed,
    asked?.folder ?? archiveKept(plan, resolved),
  );
}

/** The folder to go on with: where the target stays, and with its own for each major version. */
function archiveKept(
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
