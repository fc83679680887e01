import {
  byteQuantity,
  retentionSchema,
  scheduleSchema,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';

/** A run reports all backups of the volume in 4 KiB. */
const MAX_KEPT = 40;

const kept = z.coerce.number().int().min(1).max(MAX_KEPT);

/** Option `backup` of a database. */
export const backupOption = z.strictObject({
  enabled: z.boolean().optional().describe('false: no backups are taken'),
  schedule: scheduleSchema
    .optional()
    .describe(
      'hourly; every 6 hours; daily at 02:00; weekly on sunday at 02:00; monthly on day 1 at 02:00 (UTC)',
    ),
  keep: z
    .number()
    .int()
    .min(1)
    .max(MAX_KEPT)
    .optional()
    .describe('Maximum number of backups'),
  retention: retentionSchema
    .optional()
    .describe(
      'Maximum age of backups, for example 30d, 8w or 6m; the last good one is always kept',
    ),
  storage: byteQuantity
    .optional()
    .describe(
      'Size of the volume of backups with unit, for example 20Gi; that of the data unless given',
    ),
});

/** Configuration of backups. */
export const backupConfig = z
  .strictObject({
    enabled: z.boolean().or(z.stringbool()).default(false),
    schedule: scheduleSchema.default('daily at 02:00'),
    keep: kept.default(14),
    retention: retentionSchema.default('30d'),
  })
  .prefault({});
type BackupConfig = z.output<typeof backupConfig>;

/** Settings of the backups of a database. */
export interface BackupSettings {
  enabled: true;
  schedule: string;
  keep: number;
  retention: string;
  /** Size of the volume. */
  storage: string;
}

/**
 * Returns the settings with the defaults of the configuration; undefined
 * without backups.
 *
 * @param options - of a spec
 */
export function backupSettings(
  { schedule, keep, retention }: BackupConfig,
  { storage, options }: { storage: string; options?: Record<string, unknown> },
): BackupSettings | undefined {
  const given = options?.backup as z.output<typeof backupOption> | undefined;
  if (!given || given.enabled === false) return undefined;
  return { schedule, keep, retention, storage, ...given, enabled: true };
}

const DAYS = { d: 1, w: 7, m: 31 };

/** Returns the seconds of a retention such as `30d`. */
export function secondsOf(retention: string): number {
  const unit = retention.slice(-1) as keyof typeof DAYS;
  return Number.parseInt(retention, 10) * DAYS[unit] * 86_400;
}

/**
 * Returns the options of a changed spec. The volume keeps its size unless
 * another one is requested: it cannot shrink.
 */
export function withVolumeSize(
  { options: before }: { options?: Record<string, unknown> },
  options: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  const { storage } = Object(before?.backup) as Partial<BackupSettings>;
  return options?.backup && storage
    ? { ...options, backup: { storage, ...(options.backup as object) } }
    : options;
}
