import {
  InvalidFieldsError,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  byteQuantity,
  issuesOf,
  nameIssues,
  resolvedFields,
  sizeIssues,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import { backupOption, backupSettings } from '../backups/option';
import type { ResolvedSpec } from '../manifests';
import { message } from '../messages';
import { monitoringOption } from '../monitoring/option';
import {
  isEnoughStorage,
  MAX_INSTANCES,
  MIN_STORAGE,
  type StatefulSetConfig,
} from '../model';
import { nameRules } from './names';

/** Fields of a spec that this provider supports. */
export const SPEC_FIELDS = [
  'version',
  'size',
  'instances',
  'storage',
  'database',
  'user',
  'protected',
  'options',
] as const satisfies ReadonlyArray<keyof DatabaseSpec>;

/** Its own options. */
export const optionsSchema = z.strictObject({
  backup: backupOption
    .optional()
    .describe('Backups with pg_dump to a volume of their own'),
  monitoring: monitoringOption,
});

const specSchema = z.object({
  instances: z.number().int().min(1).max(MAX_INSTANCES).optional(),
  storage: byteQuantity
    .pipe(
      z.string().refine(isEnoughStorage, {
        message: `must be at least ${MIN_STORAGE}`,
      }),
    )
    .optional(),
  options: optionsSchema.optional(),
});

/** Returns issues of fields that this provider does not support. */
function unsupportedIssues({
  extensions = [],
  connectionLimit,
  roles,
  databases,
}: DatabaseSpec): FieldIssue[] {
  const rules: Array<[field: string, isGiven: boolean, rule: string]> = [
    [
      'connectionLimit',
      connectionLimit !== undefined,
      message('noConnectionLimit').text,
    ],
    ['roles', Boolean(roles?.length), message('noRoles').text],
    ['databases', Boolean(databases?.length), message('noDatabases').text],
  ];
  return [
    ...extensions.map((_, index) => ({
      field: `extensions.${index}`,
      rule: message('noExtensions').text,
    })),
    ...rules.flatMap(([field, isGiven, rule]) =>
      isGiven ? [{ field, rule }] : [],
    ),
  ];
}

/** Returns the issues of a spec. */
export function specIssues(
  config: StatefulSetConfig,
  name: string,
  spec: DatabaseSpec,
): FieldIssue[] {
  const { version, instances, storage, options } = spec;
  const issues = [
    ...nameIssues(nameRules, name, spec),
    ...issuesOf(specSchema, { instances, storage, options }),
    ...sizeIssues(config, spec),
    ...unsupportedIssues(spec),
  ];
  if (version !== undefined && !config.versions.includes(version)) {
    const rule = `must be one of ${config.versions.join(', ')}`;
    issues.push({ field: 'version', rule });
  }
  return issues;
}

/** Returns a spec with the defaults of the configuration, unchecked. */
export function withDefaults(
  config: StatefulSetConfig,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec {
  const fields = resolvedFields(config, name, spec);
  const { options } = spec;
  const backup = backupSettings(config.backup, { ...fields, options });
  return {
    version: spec.version ?? config.versions[0],
    ...fields,
    options: backup ? { ...options, backup } : options,
  };
}

/** Returns a requested spec, with backups if they are the default of the configuration. */
function withBackups(
  { backup }: StatefulSetConfig,
  spec: DatabaseSpec,
): DatabaseSpec {
  const options = { backup: {}, ...spec.options };
  return backup.enabled ? { ...spec, options } : spec;
}

/** Checks a spec and applies the defaults. @throws InvalidFieldsError that names every field. */
export function resolveSpec(
  config: StatefulSetConfig,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec {
  const issues = specIssues(config, name, spec);
  if (issues.length) throw new InvalidFieldsError(issues);
  return withDefaults(config, name, withBackups(config, spec));
}
