import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import type { QuotaUsage } from '@pgstage/backstage-plugin-postgres-node';
import type { DatabaseConfig } from '../config/databaseConfig';
import { bytesOf } from '../config/text';
import { isFields } from '../write/fields';

/** Returns the quota usage of a database: data and WAL volumes, of its size by default. Invalid quantities are refused elsewhere. @public */
export function quotaUsageOf(
  { sizes, defaultSize }: Pick<DatabaseConfig, 'sizes' | 'defaultSize'>,
  { size = defaultSize, instances, storage, options }: DatabaseSpec,
): QuotaUsage {
  const defaults = Object.hasOwn(sizes, size) ? sizes[size] : undefined;
  const wal = isFields(options?.walStorage)
    ? options.walStorage.size
    : undefined;
  return {
    instances: instances ?? defaults?.instances ?? 1,
    storageBytes: [storage ?? defaults?.storage, wal]
      .map(volume => bytesOf(volume?.toString()) ?? 0)
      .reduce((sum, bytes) => sum + bytes),
  };
}
