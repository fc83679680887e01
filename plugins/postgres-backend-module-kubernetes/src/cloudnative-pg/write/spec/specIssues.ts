import {
  type FieldIssue,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CloudNativePgConfig } from '../../model';
import type { Options } from './options';
import type { ResolvedSpec } from './resolveSpec';
import { resourceIssues } from './resources';
import { majorOfImage } from './words';

/** Whether an image that a request names itself is one that the configuration allows. */
function imageIssues(
  { customImages: allowed }: CloudNativePgConfig,
  field: string,
  image: string | undefined,
): FieldIssue[] {
  if (!image || allowed.some(prefix => image.startsWith(prefix))) return [];
  const rule = allowed.length
    ? `must begin with ${allowed.join(' or ')}`
    : 'must be left out: own images are not allowed here';
  return [{ field, rule }];
}

/** Whether the configuration allows the extensions, in the order of the request. */
export function extensionIssues(
  { extensions: allowed }: CloudNativePgConfig,
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

/** Where version, image and catalog do not fit each other and the configuration. */
export function versionIssues(
  config: CloudNativePgConfig,
  { version, options }: ResolvedSpec,
): FieldIssue[] {
  const { image, imageCatalog } = options;
  if (image) {
    const issues = imageIssues(config, 'options.image', image);
    if (majorVersion(version) !== majorOfImage(image)) {
      issues.push({
        field: 'version',
        rule: `must be ${majorOfImage(
          image,
        )}, as options.image is, or be left out`,
      });
    }
    if (imageCatalog) {
      issues.push({
        field: 'options.imageCatalog',
        rule: 'must be left out with options.image',
      });
    }
    return issues;
  }
  if (!config.versions.includes(version)) {
    return [
      {
        field: 'version',
        rule: `must be one of ${config.versions.join(', ')}`,
      },
    ];
  }
  // A catalog has one image a major version.
  return (imageCatalog || config.catalog) && !/^\d+$/.test(version)
    ? [
        {
          field: 'version',
          rule: 'must be a major version alone: the catalog chooses the minor one',
        },
      ]
    : [];
}

/** Where options do not fit the configuration and each other. */
export function optionIssues(
  config: CloudNativePgConfig,
  spec: ResolvedSpec,
): FieldIssue[] {
  const { options, instances } = spec;
  const issues: FieldIssue[] = [];
  const refuse = (field: string, rule: string) => issues.push({ field, rule });

  if (options.synchronous && options.synchronous.number >= instances) {
    refuse(
      'options.synchronous.number',
      `must be less than the ${instances} instances`,
    );
  }
  if (
    instances > 1 &&
    /^(off|false)$/.test(options.parameters?.wal_log_hints ?? '')
  ) {
    refuse(
      'options.parameters.wal_log_hints',
      'must be on where there are standbys: they are rewound by it',
    );
  }
  issues.push(
    ...imageIssues(config, 'options.pooler.image', options.pooler?.image),
    ...listIssues(config, options),
    ...backupIssues(config, options),
    ...resourceIssues(config, spec),
  );

  const { roles = [], databases = [] } = options;
  const roleNames = [spec.user, ...roles.map(({ name }) => name)];
  roleNames.forEach((name, index) => {
    if (roleNames.indexOf(name) < index) {
      refuse(
        `options.roles.${index - 1}.name`,
        'must be the name of no other role and not of the user',
      );
    }
  });
  const names = [spec.database, ...databases.map(({ name }) => name)];
  databases.forEach(({ name, owner, extensions }, index) => {
    const field = `options.databases.${index}.extensions`;
    issues.push(...extensionIssues(config, field, extensions));
    if (names.indexOf(name) < index + 1) {
      refuse(
        `options.databases.${index}.name`,
        'must be the name of no other database',
      );
    }
    if (owner && !roleNames.includes(owner)) {
      refuse(
        `options.databases.${index}.owner`,
        `must be one of the roles: ${roleNames.join(', ')}`,
      );
    }
  });
  return issues;
}

/** What the configuration does not list of options that name what others use, too. */
function listIssues(
  config: CloudNativePgConfig,
  options: Options,
): FieldIssue[] {
  const { storageClass, walStorage, priorityClass } = options;
  const classes = [
    ...config.storageClasses,
    ...(config.storageClass ? [config.storageClass] : []),
  ];
  const asked: Array<
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
  return asked.flatMap(([field, value, allowed]) =>
    value === undefined || allowed.includes(value)
      ? []
      : [{ field: `options.${field}`, rule: ruleOf(field, allowed) }],
  );
}

function ruleOf(field: string, allowed: string[]): string {
  const [option] = field.split('.');
  if (!allowed.length) {
    return 'must be left out: the configuration allows none';
  }
  return option === 'labels' || option === 'annotations'
    ? `must have one of the keys ${allowed.join(', ')}`
    : `must be one of ${allowed.join(', ')}`;
}

function backupIssues(
  { backupTargets }: CloudNativePgConfig,
  { backup }: Options,
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
