import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';

/** The storage types for which an instance can be requested. */
export const STORAGE_TYPES = ['gp3', 'io1', 'io2'] as const;
export type StorageType = (typeof STORAGE_TYPES)[number];

/** Minimum size of gp3 volumes of PostgreSQL with configurable IOPS and throughput, in GiB. Amazon RDS refuses both for smaller volumes. */
export const GP3_TUNABLE_GIB = 400;
const SMALLEST_GIB: Record<StorageType, number> = {
  gp3: 20,
  io1: 100,
  io2: 100,
};
const LARGEST_GIB = 65_536;

/** Storage as requested, sizes in GiB. */
export interface StorageRequest {
  size: number;
  type: StorageType;
  maxSize?: number;
  iops?: number;
  throughput?: number;
}

/**
 * Returns the issues of sizes and combinations that are invalid in every region.
 * Amazon RDS checks the ranges that depend on the instance class.
 */
export function storageIssues(request: StorageRequest): FieldIssue[] {
  const { size, type, maxSize, iops, throughput } = request;
  const issues: FieldIssue[] = [];
  const issue = (field: string, rule: string) => issues.push({ field, rule });
  if (size < SMALLEST_GIB[type] || size > LARGEST_GIB)
    issue(
      'storage',
      `must be between ${SMALLEST_GIB[type]}Gi and ${LARGEST_GIB}Gi for ${type}`,
    );
  const smallestMax = Math.ceil((size * 11) / 10);
  if (maxSize !== undefined && maxSize < smallestMax)
    issue(
      'options.maxStorage',
      `must be at least 10 % above storage, ${smallestMax}Gi`,
    );
  const fixed = type === 'gp3' && size < GP3_TUNABLE_GIB;
  const fixedRule = `must be left out for gp3 below ${GP3_TUNABLE_GIB}Gi, whose performance is fixed`;
  if (iops !== undefined && fixed) issue('options.iops', fixedRule);
  if (iops === undefined && type !== 'gp3')
    issue('options.iops', `must be given for ${type}`);
  if (throughput === undefined) return issues;
  if (type !== 'gp3')
    issue(
      'options.storageThroughput',
      'must be left out unless storage is gp3',
    );
  else if (fixed) issue('options.storageThroughput', fixedRule);
  return issues;
}
