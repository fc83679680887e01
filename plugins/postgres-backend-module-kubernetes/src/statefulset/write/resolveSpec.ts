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
import type { ResolvedSpec } from '../manifests';
import { message } from '../messages';
import type { StatefulSetConfig } from '../model';
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
] as const satisfies ReadonlyArray<keyof DatabaseSpec>;

/** Each standby needs a replication slot of the primary. */
const MAX_INSTANCES = 15;

/** It has no options of its own. */
export const optionsSchema = z.strictObject({});

const fields = z.object({
  instances: z.number().int().min(1).max(MAX_INSTANCES).optional(),
  storage: byteQuantity.optional(),
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
    ...issuesOf(fields, { instances, storage, options }),
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
export const withDefaults = (
  config: StatefulSetConfig,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec => ({
  version: spec.version ?? config.versions[0],
  ...resolvedFields(config, name, spec),
});

/** Checks a spec and applies the defaults. @throws InvalidFieldsError that names every field. */
export function resolveSpec(
  config: StatefulSetConfig,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec {
  const issues = specIssues(config, name, spec);
  if (issues.length) throw new InvalidFieldsError(issues);
  return withDefaults(config, name, spec);
}
