import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import type { Footprint } from '@pgstage/backstage-plugin-postgres-node';
import {
  bytesOf,
  isFields,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgConfig } from '../../model';

/** What a database takes: data and WAL volumes, by its size where it does not say. What is no quantity is refused elsewhere. */
export function footprintOf(
  { sizes, defaultSize }: CloudNativePgConfig,
  { size = defaultSize, instances, storage, options }: DatabaseSpec,
): Footprint {
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
