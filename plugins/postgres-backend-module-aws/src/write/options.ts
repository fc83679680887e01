import { z } from 'zod';
import {
  BACKUP_WINDOW_RULE,
  backupWindow,
  GIBIBYTES_RULE,
  gibibytesOf,
  MAINTENANCE_WINDOW_RULE,
  maintenanceWindow,
  STORAGE_TYPES,
} from '../rules';

/** `spec.options` of this provider. */
export const awsOptionsSchema = z.strictObject({
  multiAz: z.boolean().optional().meta({
    title: 'Multi-AZ',
    description: 'Standby in another zone. Default: the setting of the size',
  }),
  maxStorage: z
    .string()
    .refine(value => gibibytesOf(value) !== undefined, {
      message: GIBIBYTES_RULE,
    })
    .optional()
    .describe('Maximum size for storage autoscaling. Default: no autoscaling'),
  storageType: z
    .enum(STORAGE_TYPES)
    .optional()
    .describe('Storage type. Default: gp3'),
  iops: z.number().int().min(1).max(256_000).optional().meta({
    title: 'IOPS',
    description: 'Provisioned IOPS; for gp3 only with at least 400Gi',
  }),
  storageThroughput: z
    .number()
    .int()
    .min(1)
    .max(16_000)
    .optional()
    .describe('Throughput of gp3 in MiB/s, only with at least 400Gi'),
  backupRetentionDays: z
    .number()
    .int()
    .min(1)
    .max(35)
    .optional()
    .describe('Retention of automated backups in days'),
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
  credentials: z
    .strictObject({
      cluster: z.string().max(253).optional().describe('Kubernetes cluster'),
      namespace: z.string().max(63).optional(),
    })
    .optional()
    .meta({
      title: 'Secret and ConfigMap',
      description:
        'Location of the Secret and ConfigMap for the application. Default: none',
    }),
});

/** @see {@link awsOptionsSchema} */
export type AwsOptions = z.infer<typeof awsOptionsSchema>;
