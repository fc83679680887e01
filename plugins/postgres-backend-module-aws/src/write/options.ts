import { z } from 'zod';
import { parseQuantity } from '@pgstage/backstage-plugin-postgres-common';
import {
  BACKUP_WINDOW_RULE,
  backupWindow,
  MAINTENANCE_WINDOW_RULE,
  maintenanceWindow,
  STORAGE_TYPES,
} from '../rules';

const GIB = 2 ** 30;

/** Returns GiB of a volume size; undefined for one that is not a whole number of them. */
export function gibibytesOf(text: string): number | undefined {
  const bytes = parseQuantity(text);
  return bytes !== undefined && Number.isInteger(bytes / GIB)
    ? bytes / GIB
    : undefined;
}

export const STORAGE_RULE =
  'must be a whole number of GiB with its unit, for example 20Gi';

/** `spec.options` of this provider. */
export const awsOptionsSchema = z.strictObject({
  multiAz: z
    .boolean()
    .optional()
    .describe('Keep a standby in another zone; that of the size unless given'),
  maxStorage: z
    .string()
    .refine(value => gibibytesOf(value) !== undefined, {
      message: STORAGE_RULE,
    })
    .optional()
    .describe('Let storage grow up to this size by itself'),
  storageType: z
    .enum(STORAGE_TYPES)
    .optional()
    .describe('Type of the storage; gp3 unless given'),
  iops: z
    .number()
    .int()
    .min(1)
    .max(256_000)
    .optional()
    .describe('Provisioned IOPS; for gp3 from 400Gi on'),
  storageThroughput: z
    .number()
    .int()
    .min(1)
    .max(16_000)
    .optional()
    .describe('Throughput of gp3 in MiB/s, from 400Gi on'),
  backupRetentionDays: z
    .number()
    .int()
    .min(1)
    .max(35)
    .optional()
    .describe('Days that automated backups are kept'),
  backupWindow: z
    .string()
    .refine(value => backupWindow(value) !== undefined, {
      message: BACKUP_WINDOW_RULE,
    })
    .optional()
    .describe('Daily backup window in UTC, for example 03:00-04:00'),
  maintenanceWindow: z
    .string()
    .refine(value => maintenanceWindow(value) !== undefined, {
      message: MAINTENANCE_WINDOW_RULE,
    })
    .optional()
    .describe(
      'Weekly maintenance window in UTC, for example mon:04:00-mon:05:00',
    ),
});

/** @see {@link awsOptionsSchema} */
export type AwsOptions = z.infer<typeof awsOptionsSchema>;
