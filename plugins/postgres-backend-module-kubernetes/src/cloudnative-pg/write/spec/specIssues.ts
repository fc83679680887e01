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

/** Returns where version, image and catalog contradict each other or the configuration. */
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
        )}, the version of options.image, or omitted`,
      });
    }
    if (imageCatalog) {
      issues.push({
        field: 'options.imageCatalog',
        rule: 'cannot be combined with options.image',
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
  // A catalog has one image for each major version.
  return (imageCatalog || config.catalog) && !/^\d+$/.test(version)
    ? [
        {
          field: 'version',
          rule: 'must be only a major version: the catalog selects the minor version',
        },
      ]
    : [];
}

/** Returns where options contradict each other or the configuration. */
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
      'must be on if there are standbys: pg_rewind requires it',
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
