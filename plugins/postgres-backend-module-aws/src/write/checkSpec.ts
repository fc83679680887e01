import {
  type DatabaseSpec,
  databaseSpecSchema,
  type FieldIssue,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import {
  backupWindow,
  databaseProblem,
  defaultDatabase,
  defaultUser,
  maintenanceWindow,
  nameProblem,
  OVERLAP_RULE,
  storageIssues,
  userProblem,
  windowsOverlap,
} from '../rules';
import {
  type AwsOptions,
  awsOptionsSchema,
  gibibytesOf,
  STORAGE_RULE,
} from './options';

/** Fields of the spec that this provider honours. */
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
const refusals: Partial<Record<keyof DatabaseSpec, string>> = {
  instances:
    'must be left out: read replicas exclude a password that AWS manages; for a standby use options.multiAz',
  connectionLimit: NEEDS_SQL,
};

/** A checked spec, complete with the defaults of the configuration. */
export interface RdsSpec {
  version: string;
  size: string;
  /** GiB. */
  storage: number;
  database: string;
  user: string;
  protected: boolean;
  options: AwsOptions;
}

/** Returns the issues of fields that are not honoured here: no field of a request is ignored. */
export function unsupportedIssues(spec: DatabaseSpec): FieldIssue[] {
  return databaseSpecSchema.keyof().options.flatMap(field => {
    if (SPEC_FIELDS.some(honoured => honoured === field)) return [];
    const value = spec[field];
    if (value === undefined) return [];
    // Each extension is named, as a form shows it.
    if (field === 'extensions')
      return spec.extensions!.map((_, index) => ({
        field: `extensions.${index}`,
        rule: NEEDS_SQL,
      }));
    return [{ field, rule: refusals[field] ?? NEEDS_SQL }];
  });
}

/** Returns the options with the issues of those that are not known or wrong. */
export function checkOptions(value: DatabaseSpec['options'] = {}): {
  options: AwsOptions;
  issues: FieldIssue[];
} {
  const { data, error } = awsOptionsSchema.safeParse(value);
  const issues = (error?.issues ?? []).flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({
          field: `options.${key}`,
          rule: 'is not a known option',
        }))
      : [
          {
            field: ['options', ...issue.path].join('.'),
            rule: issue.message.startsWith('must ')
              ? issue.message
              : `is invalid: ${issue.message}`,
          },
        ],
  );
  return { options: data ?? {}, issues };
}

/** Returns the issues of what the configuration of a region allows. */
export function limitIssues(
  {
    sizes,
    versions,
    storage,
    backups,
    maintenanceWindow: weekly,
  }: RegionConfig,
  spec: Pick<DatabaseSpec, 'size' | 'version'> & { gibibytes?: number },
  options: AwsOptions,
): FieldIssue[] {
  const issues: FieldIssue[] = [];
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
  const maintenance = options.maintenanceWindow ?? weekly;
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
 * Checks a request for a new database, without any call.
 *
 * @throws InvalidFieldsError that names every field with its rule
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
  const { options, issues: optionIssues } = checkOptions(spec.options);
  issues.push(...optionIssues);
  const gibibytes =
    spec.storage === undefined
      ? config.storage.default
      : gibibytesOf(spec.storage);
  if (gibibytes === undefined)
    issues.push({ field: 'storage', rule: STORAGE_RULE });
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

/** Storage as the rules take it. */
export function storageOf(size: number, options: AwsOptions) {
  return {
    size,
    type: options.storageType ?? 'gp3',
    iops: options.iops,
    throughput: options.storageThroughput,
    ...(options.maxStorage && { maxSize: gibibytesOf(options.maxStorage) }),
  };
}

/** A name that was not given is derived from that of the database: then that is the one to change. */
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
