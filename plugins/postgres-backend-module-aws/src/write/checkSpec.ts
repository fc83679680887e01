import {
  type DatabaseSpec,
  databaseSpecSchema,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { parseOptions } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionConfig } from '../config';
import { targetIssues } from '../credentials';
import { requestedTarget } from '../record';
import {
  backupWindow,
  databaseProblem,
  defaultDatabase,
  defaultUser,
  GIBIBYTES_RULE,
  gibibytesOf,
  maintenanceWindow,
  nameProblem,
  OVERLAP_RULE,
  storageIssues,
  userProblem,
  windowsOverlap,
} from '../rules';
import { type AwsOptions, awsOptionsSchema } from './options';

/** Fields of the spec that this provider supports. */
export const SPEC_FIELDS = [
  'version',
  'size',
  'storage',
  'database',
  'user',
  'protected',
  'options',
] as const satisfies (keyof DatabaseSpec)[];

const NEEDS_SQL =
  'must be left out: Backstage has no SQL connection to RDS instances';
const rejections: Partial<Record<keyof DatabaseSpec, string>> = {
  instances:
    'must be left out: Amazon RDS does not allow read replicas with a password that AWS manages; for a standby, use options.multiAz',
  connectionLimit: NEEDS_SQL,
};

/** A validated spec with the defaults of the configuration. */
export interface RdsSpec {
  version: string;
  size: string;
  /** In GiB. */
  storage: number;
  database: string;
  user: string;
  protected: boolean;
  options: AwsOptions;
}

/** Returns an issue for each field that is not supported, because no field of a request is ignored. */
export function unsupportedIssues(spec: DatabaseSpec): FieldIssue[] {
  return databaseSpecSchema.keyof().options.flatMap(field => {
    if (SPEC_FIELDS.some(supported => supported === field)) return [];
    const value = spec[field];
    if (value === undefined) return [];
    // One issue for each extension, because the form shows them separately.
    if (field === 'extensions')
      return spec.extensions!.map((_, index) => ({
        field: `extensions.${index}`,
        rule: NEEDS_SQL,
      }));
    return [{ field, rule: rejections[field] ?? NEEDS_SQL }];
  });
}

/** Returns the issues of values that the configuration of the region does not allow. */
export function limitIssues(
  config: RegionConfig,
  spec: Pick<DatabaseSpec, 'size' | 'version'> & { gibibytes?: number },
  options: AwsOptions,
): FieldIssue[] {
  const { sizes, versions, storage, backups } = config;
  const issues = targetIssues(config, requestedTarget(options));
  const issue = (field: string, rule: string) => issues.push({ field, rule });
  const oneOf = (values: string[]) => `must be one of: ${values.join(', ')}`;
  if (spec.size !== undefined && !Object.hasOwn(sizes, spec.size))
    issue('size', oneOf(Object.keys(sizes)));
  if (spec.version !== undefined && !versions.includes(spec.version))
    issue('version', oneOf(versions));
  if ((spec.gibibytes ?? 0) > storage.max)
    issue('storage', `must be at most ${storage.max}Gi`);
  const { maxStorage, backupRetentionDays: days } = options;
  if (maxStorage && gibibytesOf(maxStorage)! > storage.max)
    issue('options.maxStorage', `must be at most ${storage.max}Gi`);
  if (days !== undefined && days < backups.retentionDays)
    issue(
      'options.backupRetentionDays',
      `must be at least ${backups.retentionDays}`,
    );
  const daily = options.backupWindow ?? backups.window;
  const maintenance = options.maintenanceWindow ?? config.maintenanceWindow;
  if (
    daily &&
    maintenance &&
    windowsOverlap(backupWindow(daily)!, maintenanceWindow(maintenance)!)
  )
    issue(
      options.maintenanceWindow
        ? 'options.maintenanceWindow'
        : 'options.backupWindow',
      OVERLAP_RULE,
    );
  return issues;
}

/**
 * Validates a request for a new database, without a call.
 *
 * @throws InvalidFieldsError with an issue for each invalid field
 */
export function checkSpec(
  config: RegionConfig,
  name: string,
  spec: DatabaseSpec,
): RdsSpec {
  const issues: FieldIssue[] = [
    ...nameIssues(name, spec),
    ...unsupportedIssues(spec),
  ];
  const { options = {}, issues: optionIssues } = parseOptions(
    awsOptionsSchema,
    spec.options,
  );
  issues.push(...optionIssues);
  const gibibytes =
    spec.storage === undefined
      ? config.storage.default
      : gibibytesOf(spec.storage);
  if (gibibytes === undefined)
    issues.push({ field: 'storage', rule: GIBIBYTES_RULE });
  if (!optionIssues.length) {
    issues.push(...limitIssues(config, { ...spec, gibibytes }, options));
    if (gibibytes !== undefined)
      issues.push(...storageIssues(storageOf(gibibytes, options)));
  }
  if (issues.length) throw new InvalidFieldsError(issues);
  return {
    version: spec.version ?? config.versions[0],
    size: spec.size ?? Object.keys(config.sizes)[0],
    storage: gibibytes!,
    database: spec.database ?? defaultDatabase(name),
    user: spec.user ?? defaultUser(name),
    protected: spec.protected ?? config.protected,
    options,
  };
}

/** Returns the input of `storageIssues`. */
export function storageOf(size: number, options: AwsOptions) {
  return {
    size,
    type: options.storageType ?? 'gp3',
    iops: options.iops,
    throughput: options.storageThroughput,
    ...(options.maxStorage && { maxSize: gibibytesOf(options.maxStorage) }),
  };
}

/** Returns the issues of names. A name that is derived from `name` and is invalid is an issue of `name`. */
function nameIssues(
  name: string,
  { database, user }: Pick<DatabaseSpec, 'database' | 'user'>,
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const problem = nameProblem(name);
  const derived =
    problem ??
    (database === undefined && databaseProblem(defaultDatabase(name))) ??
    undefined;
  const derivedUser =
    user === undefined ? userProblem(defaultUser(name)) : undefined;
  const rule = derived || derivedUser;
  if (rule) issues.push({ field: 'name', rule });
  const given = {
    database: database !== undefined && databaseProblem(database),
    user: user !== undefined && userProblem(user),
  };
  for (const [field, found] of Object.entries(given))
    if (found) issues.push({ field, rule: found });
  return issues;
}
