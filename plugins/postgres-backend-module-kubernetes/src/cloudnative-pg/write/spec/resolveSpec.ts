import {
  type DatabaseSpec,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import {
  byteQuantity,
  contentsSchemas,
  enabledBackup,
  extensionIssues,
  extensionName,
  issuesOf,
  majorOfImage,
  nameIssues as nameIssuesBy,
  resolvedBackup,
  resolvedFields,
  sizeIssues,
  type NameRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type CloudNativePgConfig, MAX_NAME_LENGTH } from '../../model';
import { loginRoleProblem } from './operatorNames';
import { type Options, optionsSchema } from './options';
import { optionIssues, versionIssues } from './specIssues';

/** Fields of the spec that this provider supports: all. */
export const SPEC_FIELDS = [
  'version',
  'size',
  'instances',
  'storage',
  'database',
  'user',
  'extensions',
  'connectionLimit',
  'protected',
  'roles',
  'databases',
  'options',
] as const satisfies (keyof DatabaseSpec)[];

export const NAME_PATTERN = '^[a-z]([-a-z0-9]*[a-z0-9])?$';
export const NAME_RULE = `must be at most ${MAX_NAME_LENGTH} lowercase letters, digits or -, start with a letter and not end with -`;

const NAME_RULES: NameRules = {
  pattern: NAME_PATTERN,
  maxLength: MAX_NAME_LENGTH,
  rule: NAME_RULE,
  roleProblem: loginRoleProblem,
};

/** A checked spec with the defaults of the configuration. */
export type ResolvedSpec = Required<
  Pick<
    DatabaseSpec,
    'version' | 'size' | 'instances' | 'storage' | 'database' | 'user'
  >
> &
  Pick<DatabaseSpec, 'connectionLimit' | 'roles' | 'databases'> & {
    extensions: string[];
    protected: boolean;
    options: Options;
  };

const fieldsSchema = z.object({
  storage: byteQuantity.optional(),
  extensions: z.array(extensionName).optional(),
  ...contentsSchemas(NAME_RULES),
  options: optionsSchema.optional(),
});

/** Returns why a name is not valid for a database, by fields. */
export function nameIssues(name: string, spec: DatabaseSpec): FieldIssue[] {
  return nameIssuesBy(NAME_RULES, name, spec);
}

/**
 * Checks a spec against the configuration only, and adds the defaults.
 *
 * @throws InvalidFieldsError that names every field.
 */
export function resolveSpec(
  config: CloudNativePgConfig,
  name: string,
  spec: DatabaseSpec,
): ResolvedSpec {
  const { resolved, issues } = checkSpec(config, name, spec);
  if (issues.length || !resolved) throw new InvalidFieldsError(issues);
  return resolved;
}

/**
 * The same for callers that accept some issues: an old spec may break a newer
 * rule. A `recorded` spec does not get backups or monitoring that the
 * configuration has enabled since.
 */
export function checkSpec(
  config: CloudNativePgConfig,
  name: string,
  spec: DatabaseSpec,
  recorded = false,
): { resolved?: ResolvedSpec; issues: FieldIssue[] } {
  const issues = nameIssues(name, spec);
  const { storage, extensions, roles, databases, options } = spec;
  const input = { storage, extensions, roles, databases, options };
  issues.push(...issuesOf(fieldsSchema, input));
  // The rest reads the options, so they must be valid.
  if (issues.length) return { issues };

  const own = optionsSchema.parse(options ?? {});
  const resolved: ResolvedSpec = {
    version: spec.version ?? defaultVersion(config, own),
    ...resolvedFields(config, name, spec),
    options: resolvedOptions(config, own, recorded),
  };
  return {
    resolved,
    issues: [
      ...sizeIssues(config, spec),
      ...extensionIssues(config, 'extensions', extensions),
      ...versionIssues(config, resolved),
      ...optionIssues(config, resolved),
    ],
  };
}

function defaultVersion(config: CloudNativePgConfig, options: Options): string {
  const major = options.image && majorOfImage(options.image);
  return major ? `${major}` : config.versions[0];
}

/** Adds the defaults of the configuration, except for recorded options: a later change of the configuration must not move an archive. */
function resolvedOptions(
  config: CloudNativePgConfig,
  { backup: given, ...rest }: Options,
  recorded: boolean,
): Options {
  const backup = recorded
    ? enabledBackup(given)
    : resolvedBackup(config, given);
  return {
    ...rest,
    ...(!recorded &&
      config.monitoring && { monitoring: rest.monitoring ?? true }),
    ...(backup && { backup }),
  };
}
