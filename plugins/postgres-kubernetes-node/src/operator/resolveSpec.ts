import {
  InvalidFieldsError,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { DatabaseConfig } from '../config/databaseConfig';
import { byteQuantity } from '../config/text';
import { contentsIssues } from '../options/contentsIssues';
import { extensionIssues } from '../options/issues';
import { issuesOf } from '../options/issuesOf';
import { nameIssues } from '../options/nameIssues';
import { resolvedFields, sizeIssues } from '../options/resolve';
import { contentsSchema, type ContentsRules } from './contents';

/** A spec with the defaults of the configuration. @public */
export type ResolvedSpec = ReturnType<typeof resolvedFields> & {
  version: string;
  options: Record<string, unknown>;
};

/** Rules that a spec is checked against. */
export interface SpecRules extends ContentsRules {
  options: z.ZodObject;
}

/** Returns the issues of a spec. */
export function specIssues(
  config: DatabaseConfig,
  rules: SpecRules,
  name: string,
  spec: DatabaseSpec,
): FieldIssue[] {
  const { version, storage, options = {}, extensions } = spec;
  const { roles, databases } = spec;
  const schema = z.object({
    storage: byteQuantity.optional(),
    options: rules.options,
  });
  const contents = issuesOf(contentsSchema(rules), { roles, databases });
  const issues: FieldIssue[] = [
    ...nameIssues(rules.names, name, spec),
    ...issuesOf(schema, { storage, options }),
    ...contents,
    // It reads them, so they must be valid.
    ...(contents.length
      ? []
      : contentsIssues(config, resolvedFields(config, name, spec))),
    ...sizeIssues(config, spec),
    ...extensionIssues(config, 'extensions', extensions),
  ];
  if (version !== undefined && !config.versions.includes(version)) {
    const rule = `must be one of ${config.versions.join(', ')}`;
    issues.push({ field: 'version', rule });
  }
  return issues;
}

/** Returns a spec with the defaults of the configuration, unchecked: a recorded spec need not match the current configuration. */
export const withDefaults = (
  config: DatabaseConfig,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec => ({
  version: spec.version ?? config.versions[0],
  ...resolvedFields(config, name, spec),
  options: spec.options ?? {},
});

/**
 * Checks a spec against the configuration and applies the defaults.
 *
 * @throws InvalidFieldsError that names every field.
 */
export function resolveSpec(
  config: DatabaseConfig,
  rules: SpecRules,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec {
  const issues = specIssues(config, rules, name, spec);
  if (issues.length) throw new InvalidFieldsError(issues);
  return withDefaults(config, name, spec);
}
