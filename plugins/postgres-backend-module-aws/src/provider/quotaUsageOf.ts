import {
  type DatabaseSpec,
  parseQuantity,
} from '@pgstage/backstage-plugin-postgres-common';
import type { QuotaUsage } from '@pgstage/backstage-plugin-postgres-node';
import type { RegionConfig } from '../config';
import { GIB } from '../rules';

/** Returns the quota usage of a database. The standby of a Multi-AZ instance counts as an instance, and storage counts with the size to which AWS increases it. */
export function quotaUsageOf(
  { sizes, storage }: RegionConfig,
  spec: DatabaseSpec,
): QuotaUsage {
  const [first] = Object.keys(sizes);
  const size = sizes[spec.size ?? first];
  const multiAz = spec.options?.multiAz ?? size?.multiAz ?? false;
  return {
    instances: multiAz ? 2 : 1,
    storageBytes: Math.max(
      parseQuantity(spec.storage ?? '') ?? storage.default * GIB,
      parseQuantity(String(spec.options?.maxStorage ?? '')) ?? 0,
    ),
  };
}
