import { z } from 'zod';
import { nameSchema } from './name';
import {
  reportedListSchema,
  reportedNameSchema,
  reportedTextSchema,
} from './reported';
import { timestampSchema } from './status';

/** The maximum number of log entries in a response. @public */
export const MAX_LOG_ENTRIES = 1_000;

/**
 * Severities of log entries, ascending. PostgreSQL's INFO, NOTICE and LOG are
 * `info`, its FATAL and PANIC are `fatal`.
 *
 * @public
 */
export const logLevelSchema = z.enum([
  'debug',
  'info',
  'warning',
  'error',
  'fatal',
]);
/** @public */
export type LogLevel = z.infer<typeof logLevelSchema>;

/** Which log entries of an instance to read. @public */
export const readLogsSchema = z.strictObject({
  instance: nameSchema
    .optional()
    .describe('Instance whose log is read; the primary by default'),
  minLevel: logLevelSchema
    .optional()
    .describe(
      'Least severity; with it, entries without a known severity are omitted',
    ),
  since: timestampSchema
    .optional()
    .describe('Only entries at or after this time'),
  limit: z
    .int()
    .min(1)
    .max(MAX_LOG_ENTRIES)
    .optional()
    .describe(`Maximum number of entries, the newest ones; 200 by default`),
  previous: z
    .boolean()
    .optional()
    .describe(
      'Read the log of the previous start of the container, for example after a crash',
    ),
});
/** @public */
export type ReadLogs = z.infer<typeof readLogsSchema>;

/** An entry of the log of an instance. @public */
export const logEntrySchema = z.object({
  /** Absent: unknown. */
  at: timestampSchema.optional(),
  /** Absent: unknown. */
  level: logLevelSchema.optional(),
  /** What wrote it, other than PostgreSQL, for example the operator's instance manager. */
  source: reportedNameSchema.optional(),
  /** With details, hint and statement, each on its own lines. */
  text: reportedTextSchema,
});
/** @public */
export type LogEntry = z.infer<typeof logEntrySchema>;

/** Result of `read-logs`. @public */
export const logsSchema = z.object({
  instance: reportedNameSchema,
  observedAt: timestampSchema,
  /** Oldest first. */
  entries: reportedListSchema(logEntrySchema, MAX_LOG_ENTRIES),
  /** Whether older entries may match, too: only the end of the log was read. */
  older: z.boolean(),
});
/** @public */
export type Logs = z.infer<typeof logsSchema>;
