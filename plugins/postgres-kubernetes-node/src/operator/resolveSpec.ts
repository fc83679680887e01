import {
  InvalidFieldsError,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { DatabaseConfig } from '../config/databaseConfig';
import { byteQuantity } from '../config/text';
import { extensionIssues } from '../options/issues';
import { issuesOf } from '../options/issuesOf';
import { nameIssues, type NameRules } from '../options/nameIssues';
import { resolvedFields, sizeIssues } from '../options/resolve';

/** A checked spec with the defaults of the configuration. @public */
export type ResolvedSpec = ReturnType<typeof resolvedFields> & {
  version: string;
  options: Record<string, unknown>;
};

/**
 * Checks a spec by the configuration alone and puts in the defaults.
 *
 * @throws InvalidFieldsError that names every field.
 */
export function resolveSpec(
  config: DatabaseConfig,
  { names, options: ownOptions }: { names: NameRules; options: z.ZodObject },
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec {
  const { storage, options = {}, extensions } = spec;
  const version = spec.version ?? config.versions[0];
  const schema = z.object({
    storage: byteQuantity.optional(),
    options: ownOptions,
  });
  const issues: FieldIssue[] = [
    ...nameIssues(names, name, spec),
    ...issuesOf(schema, { storage, options }),
    ...sizeIssues(config, spec),
    ...extensionIssues(config, 'extensions', extensions),
  ];
  if (!config.versions.includes(version)) {
    const rule = `must be one of ${config.versions.join(', ')}`;
    issues.push({ field: 'version', rule });
  }
  if (issues.length) throw new InvalidFieldsError(issues);
  return { version, ...resolvedFields(config, name, spec), options };
}
