import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupTarget } from '../config/backupTarget';
import type { DatabaseConfig } from '../config/databaseConfig';

/** Returns issues of an image that the configuration does not allow. @public */
export function imageIssues(
  { customImages: allowed }: Pick<DatabaseConfig, 'customImages'>,
  field: string,
  image: string | undefined,
): FieldIssue[] {
  if (!image || allowed.some(prefix => image.startsWith(prefix))) return [];
  const rule = allowed.length
    ? `must begin with ${allowed.join(' or ')}`
    : 'must be omitted: own images are not allowed here';
  return [{ field, rule }];
}

/** Returns issues of extensions that the configuration does not allow, in the order of the request. @public */
export function extensionIssues(
  { extensions: allowed }: Pick<DatabaseConfig, 'extensions'>,
  field: string,
  names: string[] = [],
): FieldIssue[] {
  return names.flatMap((name, index) =>
    allowed.includes(name)
      ? []
      : [
          {
            field: `${field}.${index}`,
            rule: `must be one of ${allowed.join(', ') || 'none'}`,
          },
        ],
  );
}

/** Options that name shared resources. @public */
export interface SharedOptions {
  storageClass?: string;
  walStorage?: { storageClass?: string };
  priorityClass?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** Returns issues of shared resources that the configuration does not list. @public */
export function listIssues(
  config: DatabaseConfig,
  options: SharedOptions,
): FieldIssue[] {
  const { storageClass, walStorage, priorityClass } = options;
  const classes = [
    ...config.storageClasses,
    ...(config.storageClass ? [config.storageClass] : []),
  ];
  const values: Array<
    [field: string, value: string | undefined, allowed: string[]]
  > = [
    ['storageClass', storageClass, classes],
    ['walStorage.storageClass', walStorage?.storageClass, classes],
    ['priorityClass', priorityClass, config.priorityClasses],
    ...(['labels', 'annotations'] as const).flatMap(field =>
      Object.keys(options[field] ?? {}).map(
        (key): [string, string, string[]] => [
          `${field}.${key}`,
          key,
          config[field],
        ],
      ),
    ),
  ];
  return values.flatMap(([field, value, allowed]) =>
    value === undefined || allowed.includes(value)
      ? []
      : [{ field: `options.${field}`, rule: ruleOf(field, allowed) }],
  );
}

function ruleOf(field: string, allowed: string[]): string {
  const [option] = field.split('.');
  if (!allowed.length) {
    return 'must be omitted: the configuration allows none';
  }
  return option === 'labels' || option === 'annotations'
    ? `must have one of the keys ${allowed.join(', ')}`
    : `must be one of ${allowed.join(', ')}`;
}

/** Returns issues of a backup target that the configuration does not have. @public */
export function backupIssues(
  { backupTargets }: Pick<DatabaseConfig, 'backupTargets'>,
  backup: { target?: string | BackupTarget } | undefined,
): FieldIssue[] {
  if (!backup) return [];
  const { target } = backup;
  if (target === undefined) {
    return [
      {
        field: 'options.backup.target',
        rule: 'must be given: no default is configured',
      },
    ];
  }
  if (typeof target === 'string' && !Object.hasOwn(backupTargets, target)) {
    const names = Object.keys(backupTargets).join(', ');
    return [
      {
        field: 'options.backup.target',
        rule: `must be one of ${names || 'none: no target is configured'}`,
      },
    ];
  }
  return [];
}
