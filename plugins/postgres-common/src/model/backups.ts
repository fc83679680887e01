import { z } from 'zod';
import { messageSchema } from '../messages';
import { verdictSchema } from './evidence';
import { supportSchema } from './operations';
import {
  reportedListSchema,
  reportedNameSchema,
  reportedTextSchema,
} from './reported';
import { recoveryWindowSchema } from './recoveryWindow';
import { timestampSchema } from './status';

/** A backup that is running, finished or failed. @public */
export const backupSchema = z.object({
  id: z.string().max(1_000),
  /** Id of one of the methods in {@link Backups}. */
  method: z.string(),
  /** Content: only this database, or all databases of its server. */
  scope: z.enum(['database', 'server']),
  status: z.enum(['running', 'finished', 'failed']),
  startedAt: timestampSchema,
  finishedAt: timestampSchema.optional(),
  sizeBytes: z.number().optional(),
  /** Where it is stored: the title of the backup target. */
  location: reportedNameSchema.optional(),
  /** Result of reading the backup after it was written. */
  verified: z
    .object({
      at: timestampSchema,
      ok: z.boolean(),
      message: reportedTextSchema.optional(),
    })
    .optional(),
  error: reportedTextSchema.optional(),
  /** Whether `delete-backup` accepts it; absent: no. */
  deletable: z.boolean().optional(),
  /** Why a restore of this finished backup may fail; absent: no reason is known. */
  restoreObstacle: z
    .object({
      /**
       * `cannot`: it cannot be restored. `not-now`: it is unknown whether it can
       * be restored, and a request is rejected until this is known. `may-fail`:
       * nothing shows that it can be restored, but a restore is allowed.
       */
      kind: z.enum(['cannot', 'not-now', 'may-fail']),
      /** The reason, in sentences. */
      what: messageSchema,
    })
    .optional(),
});
/** @public */
export type Backup = z.infer<typeof backupSchema>;

/** Section `backups`. @public */
export const backupsSchema = z.object({
  /** Newest first. */
  backups: reportedListSchema(backupSchema, 10_000),
  /** Absent: no time between backups can be restored, or this is unknown. */
  recoveryWindow: recoveryWindowSchema.optional(),
  /** As in the summary of the database. */
  protectedUntil: timestampSchema.optional(),
  /** State of WAL archiving; without it, the recovery window ends with the last backup. */
  archiving: verdictSchema.and(
    z.object({
      lastArchivedAt: timestampSchema.optional(),
      lastFailedAt: timestampSchema.optional(),
    }),
  ),
  /** Absent: unknown. */
  schedules: reportedListSchema(
    z.object({
      /** When it runs. */
      description: messageSchema,
      suspended: z.boolean().optional(),
      nextRunAt: timestampSchema.optional(),
    }),
  ).optional(),
  /** Methods to create a backup. The first supported one is the default. */
  methods: z.array(
    z
      .object({
        id: z.string(),
        title: messageSchema,
        description: messageSchema.optional(),
        /** What is backed up: only this database, or a whole server that others share, which requires a permission of its own. */
        scope: z.enum(['database', 'server']),
      })
      .and(supportSchema),
  ),
  /** Whether a restore can be started; if not, the reason contains who can do it. */
  restore: supportSchema,
  /** Ids of the methods whose backups `restore` accepts; absent: all. */
  restoreMethods: z.array(z.string()).optional(),
});
/** @public */
export type Backups = z.infer<typeof backupsSchema>;
