import {
  type FieldIssue,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  backupIssues,
  contentsIssues,
  imageIssues,
  listIssues,
  majorOfImage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgConfig } from '../../model';
import type { ResolvedSpec } from './resolveSpec';
import { resourceIssues } from './resources';

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
    ...backupIssues(config, options.backup),
    ...resourceIssues(config, spec),
  );

  issues.push(...contentsIssues(config, spec));
  return issues;
}
