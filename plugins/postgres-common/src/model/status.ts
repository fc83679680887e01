import { z } from 'zod';
import { messageSchema } from '../messages';
import { reportedTextSchema } from './reported';

/** A time in ISO 8601 with time zone. @public */
export const timestampSchema = z.iso.datetime({ offset: true });

/**
 * State of a database or of one of its parts. `changing` is a requested change,
 * and needs no attention; `unknown` is never shown as good.
 *
 * @public
 */
export const databaseStateSchema = z.enum([
  'working',
  'changing',
  'attention',
  'unknown',
]);
/** @public */
export type DatabaseState = z.infer<typeof databaseStateSchema>;

/** Whether `since` is only the time of the first observation: the actual time can be earlier. @public */
export const sinceAtLeastSchema = z.boolean().optional();

/** A state with its reason and transition time. @public */
export const statusSchema = z.object({
  state: databaseStateSchema,
  reason: messageSchema,
  since: timestampSchema,
  sinceAtLeast: sinceAtLeastSchema,
  /** For `changing`: the requested state is reached and lasts until it is changed again, for example hibernation. */
  lasting: z.boolean().optional(),
});
/** @public */
export type Status = z.infer<typeof statusSchema>;

/**
 * A step of the creation of a database, derived from the existing objects. The
 * log of the template and the tab show the same steps.
 *
 * @public
 */
export const stepSchema = z.object({
  /** After the step `credentials`, the database has a reference to its credentials. */
  id: z.string(),
  title: messageSchema,
  state: z.enum(['pending', 'running', 'done', 'failed']),
  message: messageSchema.optional(),
  finishedAt: timestampSchema.optional(),
});
/** @public */
export type Step = z.infer<typeof stepSchema>;

/**
 * A problem that needs attention: one for each cause, not for each symptom.
 *
 * @public
 */
export const attentionSchema = z.object({
  /** Stable for each cause, for example `standby-down:standby1`. */
  id: z.string(),
  severity: z.enum(['warning', 'error']),
  /** The problem, in one sentence. */
  what: messageSchema,
  since: timestampSchema.optional(),
  sinceAtLeast: sinceAtLeastSchema,
  /** The effect on the users of the database. */
  meaning: messageSchema,
  /** What to do, and who can do it. */
  nextStep: messageSchema,
  /** The original message of the engine; a message, if a sentence explains what was observed. */
  evidence: z.union([reportedTextSchema, messageSchema]).optional(),
});
/** @public */
export type Attention = z.infer<typeof attentionSchema>;
