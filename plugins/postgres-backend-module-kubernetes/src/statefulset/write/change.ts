import {
  InvalidFieldsError,
  type ChangeDatabase,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  changeDatabase,
  growthIssue,
  mergedSpec,
  newIssues,
  recordToAnnotations,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { withVolumeSize } from '../backups';
import { manifestsOf, type DatabasePlan } from '../manifests';
import { message } from '../messages';
import { namesOf, primaryOf, type StatefulSetContext } from '../model';
import { checkNoPromotion } from '../promote/checkNoPromotion';
import { parts } from './OwnedPartWriter';
import { recordedPlan } from './plans';
import { specIssues, withDefaults } from './resolveSpec';

/** Returns issues of fields that cannot be changed. */
function fixedIssues(
  { spec }: DatabasePlan,
  request: ChangeDatabase,
): FieldIssue[] {
  const given = request as DatabaseSpec;
  const names = (['database', 'user'] as const).map(field => ({
    field,
    value: given[field],
    rule: message('nameStays', { name: spec[field] }).text,
  }));
  const version = {
    field: 'version' as const,
    value: given.version,
    rule: message('versionStays', { version: spec.version }).text,
  };
  return [...names, version]
    .filter(({ field, value }) => value !== undefined && value !== spec[field])
    .map(({ field, rule }) => ({ field, rule }));
}

/** Returns the issue of a change that would remove the primary: somebody may have promoted a standby. */
function primaryIssues(
  { name, spec }: DatabasePlan,
  { instances = spec.instances }: ChangeDatabase,
  primary: string | undefined,
): FieldIssue[] {
  const { instance } = namesOf(name);
  return Array.from({ length: spec.instances }, (_, index) => index)
    .filter(index => index >= instances && instance(index) === primary)
    .map(index => ({
      field: 'instances',
      rule: message('primaryStays', {
        minimum: index + 1,
        name: instance(index),
      }).text,
    }));
}

/** The volume of backups keeps its size when they are turned off. */
function backupGrowthIssue(
  before: Pick<DatabaseSpec, 'options'>,
  after: Pick<DatabaseSpec, 'options'>,
): FieldIssue[] {
  const [is, requested] = [before, after].map(
    ({ options }) => (options?.backup as { storage?: string })?.storage,
  );
  return growthIssue('options.backup.storage', requested, is);
}

/** @throws InvalidFieldsError */
function changedSpec(
  plan: DatabasePlan,
  request: ChangeDatabase,
  primary: string | undefined,
) {
  const { name, config, record } = plan;
  const check = (spec: DatabaseSpec) => ({
    spec,
    issues: specIssues(config, name, spec),
  });
  const merged = mergedSpec(record.spec, request);
  const options = withVolumeSize(record.spec, merged.options);
  const spec = { ...merged, options };
  const changed = withDefaults(config, name, spec);
  const issues = [
    ...fixedIssues(plan, request),
    ...primaryIssues(plan, request, primary),
    ...growthIssue('storage', request.storage, plan.spec.storage),
    ...backupGrowthIssue(plan.spec, changed),
    ...newIssues(check(record.spec), check(spec)),
  ];
  if (issues.length) throw new InvalidFieldsError(issues);
  return changed;
}

/**
 * Changes instances, sizes and protection. Instances are removed from the last
 * one, and never the primary.
 *
 * @throws ConflictError for an adopted database, and for one that has lost its
 * volume; InvalidFieldsError
 */
export async function change(
  context: StatefulSetContext,
  ref: string,
  live: KubernetesObject,
  request: ChangeDatabase,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const plan = recordedPlan(context, live);
  await checkNoPromotion(context.client, plan, signal);
  const spec = changedSpec(plan, request, primaryOf(live));
  const record = { ...plan.record, spec: { ...spec } };
  return changeDatabase(
    parts,
    context.client,
    {
      ref,
      live,
      before: manifestsOf(plan),
      after: manifestsOf({ ...plan, spec, record }),
      record: recordToAnnotations({ spec: record.spec }),
      mayWrite: () => true,
    },
    signal,
  );
}
