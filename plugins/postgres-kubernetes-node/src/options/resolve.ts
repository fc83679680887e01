import type {
  DatabaseSpec,
  FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import type { z } from 'zod';
import type { DatabaseConfig } from '../config/databaseConfig';
import type { backupOption } from './backup';

/** Returns issues of a size that the configuration does not have. @public */
export function sizeIssues(
  { sizes, defaultSize }: Pick<DatabaseConfig, 'sizes' | 'defaultSize'>,
  { size = defaultSize }: Pick<DatabaseSpec, 'size'>,
): FieldIssue[] {
  return Object.hasOwn(sizes, size)
    ? []
    : [
        {
          field: 'size',
          rule: `must be one of ${Object.keys(sizes).join(', ')}`,
        },
      ];
}

/**
 * Returns the fields of a spec with the defaults of its size and of the
 * configuration; with those of the default size if the configuration no longer
 * has its own.
 *
 * @public
 */
export function resolvedFields(
  {
    sizes,
    defaultSize,
    protected: isProtected,
  }: Pick<DatabaseConfig, 'sizes' | 'defaultSize' | 'protected'>,
  name: string,
  spec: DatabaseSpec,
) {
  const id = spec.size ?? defaultSize;
  const defaults = sizes[Object.hasOwn(sizes, id) ? id : defaultSize];
  const database = spec.database ?? name;
  return {
    size: id,
    instances: spec.instances ?? defaults.instances,
    storage: spec.storage ?? defaults.storage,
    database,
    user: spec.user ?? database,
    extensions: [...new Set(spec.extensions ?? [])].sort(),
    connectionLimit: spec.connectionLimit,
    protected: spec.protected ?? isProtected,
    roles: spec.roles,
    databases: spec.databases,
  };
}

type Backup = z.output<typeof backupOption>;

/** Returns the requested backup options, or undefined if backups are off. @public */
export function enabledBackup(
  given: Backup | undefined,
): Omit<Backup, 'enabled'> | undefined {
  const { enabled, ...requested } = given ?? {};
  return given && enabled !== false ? requested : undefined;
}

/** Returns the backup options with the configured target, schedule and retention. @public */
export function resolvedBackup(
  { backup }: Pick<DatabaseConfig, 'backup'>,
  given: Backup | undefined,
): Omit<Backup, 'enabled'> | undefined {
  const requested = enabledBackup(given);
  const target = requested?.target ?? backup.target;
  const { schedule, retention } = backup;
  const isOn = requested ?? (target && !given);
  return isOn ? { schedule, retention, ...requested, target } : undefined;
}
