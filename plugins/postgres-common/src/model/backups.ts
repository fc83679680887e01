import { z } from 'zod';
import { verdictSchema } from './evidence';
import { supportSchema } from './operations';
import { recoveryWindowSchema } from './recoveryWindow';
import { timestampSchema } from './status';

/** One backup, running, finished or failed. @public */
export const backupSchema = z.object({
  id: z.string(),
  /** Id of one of the {@link Backups}' methods. */
  method: z.string(),
  /** What it holds: this database alone, or all of its server. */
  scope: z.enum(['database', 'server']),
  status: z.enum(['running', 'finished', 'failed']),
  startedAt: timestampSchema,
  finishedAt: timestampSchema.optional(),
  sizeBytes: z.number().optional(),
  /** Where it lies, as the platform team calls the place. */
  location: z.string().optional(),
  /** Result of reading it through after writing. */
  verified: z
    .object({
      at: timestampSchema,
      ok: z.boolean(),
      message: z.string().optional(),
    })
    .optional(),
  error: z.string().optional(),
  /** Why a finished one cannot be counted on to be restored; absent: nothing is known against it. */
  restoreObstacle: z
    .object({
      /**
       * `cannot`: it is of no use. `not-now`: it may be of no use, and a
       * request is refused until more is known. `may-fail`: nobody has told;
       * a restore may be tried.
       */
      kind: z.enum(['cannot', 'not-now', 'may-fail']),
      /** In sentences. */
      what: z.string(),
    })
    .optional(),
});
/** @public */
export type Backup = z.infer<typeof backupSchema>;

/** Section `backups`. @public */
export const backupsSchema = z.object({
  /** Newest first. */
  backups: z.array(backupSchema),
  /** Absent: no moment between backups can be restored, or that is not known. */
  recoveryWindow: recoveryWindowSchema.optional(),
  /** As in the database's summary, read now. */
  protectedUntil: timestampSchema.optional(),
  /** WAL archiving, without which the window ends at the last backup. */
  archiving: verdictSchema.and(
    z.object({
      lastArchivedAt: timestampSchema.optional(),
      lastFailedAt: timestampSchema.optional(),
    }),
  ),
  /** Absent: it is not known whether there are any. */
  schedules: z
    .array(
      z.object({
        description: z.string(),
        nextRunAt: timestampSchema.optional(),
      }),
    )
    .optional(),
  /** Ways to take a backup now. The first supported one is the default. */
  methods: z.array(
    z
      .object({
        id: z.string(),
        title: z.string(),
        description: z.string().optional(),
        /** Whose disk and load it takes: this database's alone, or those of a server that others share, which needs a permission of its own. */
        scope: z.enum(['database', 'server']),
      })
      .and(supportSchema),
  ),
  /** Whether a restore can be started here; where not, the reason says who can. */
  restore: supportSchema,
});
/** @public */
export type Backups = z.infer<typeof backupsSchema>;
