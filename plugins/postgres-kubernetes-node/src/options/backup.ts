import { z } from 'zod';
import { backupTargetSchema } from '../config/backupTarget';
import { retentionSchema } from '../config/databaseConfig';
import { scheduleSchema } from '../config/schedule';
import { objectName } from '../config/text';

/** Where and when a database is backed up. @public */
export const backupOption = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe('false: no backups, even if a default target is configured'),
  target: z
    .union([
      z.string().regex(/^[A-Za-z0-9._-]{1,63}$/, {
        message: 'must be the name of a backup target',
      }),
      backupTargetSchema,
    ])
    .optional()
    .describe(
      'Name of a configured target, or a target itself; the configured default unless given',
    ),
  schedule: scheduleSchema
    .optional()
    .describe(
      'hourly; every 6 hours; daily at 02:00; weekly on sunday at 02:00; monthly on day 1 at 02:00 (UTC)',
    ),
  retention: retentionSchema
    .optional()
    .describe('How far back it can be restored, for example 30d, 8w or 6m'),
  folder: objectName
    .optional()
    .describe(
      'Folder inside the target; must be empty. A new one unless given',
    ),
});
