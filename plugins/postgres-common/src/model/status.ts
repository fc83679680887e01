import { z } from 'zod';
import { messageSchema } from '../messages';

/** A point in time, ISO 8601 with zone. @public */
export const timestampSchema = z.iso.datetime({ offset: true });

/**
 * The four states of a database or one of its parts. `changing` is on purpose
 * and never an alarm; `unknown` is never shown as good.
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

/** For a `since` that is no more than when it was first seen: it may hold for longer. @public */
export const sinceAtLeastSchema = z.boolean().optional();

/** A state with its reason in words and the time since when it holds. @public */
export const statusSchema = z.object({
  state: databaseStateSchema,
  reason: z.string(),
  since: timestampSchema,
  sinceAtLeast: sinceAtLeastSchema,
  /** Of `changing`: reached, and so until somebody changes it, as hibernated is. */
  lasting: z.boolean().optional(),
});
/** @public */
export type Status = z.infer<typeof statusSchema>;

/**
 * One step on the way to a finished database, derived from what exists, so
 * that the template's log and the tab tell the same story.
 *
 * @public
 */
export const stepSchema = z.object({
  /** `credentials` is the one after which the database tells where its credentials lie. */
  id: z.string(),
  title: z.string(),
  state: z.enum(['pending', 'running', 'done', 'failed']),
  message: z.string().optional(),
  finishedAt: timestampSchema.optional(),
});
/** @public */
export type Step = z.infer<typeof stepSchema>;

/**
 * Something a person should look at: one row per cause, not per symptom.
 *
 * @public
 */
export const attentionSchema = z.object({
  /** Stable per cause, for example `standby-down:standby1`. */
  id: z.string(),
  severity: z.enum(['warning', 'error']),
  /** What happens, one sentence. */
  what: messageSchema,
  since: timestampSchema.optional(),
  sinceAtLeast: sinceAtLeastSchema,
  /** What it means for those who use the database. */
  meaning: messageSchema,
  /** What to do next, and who can. */
  nextStep: messageSchema,
  /** What the engine said, verbatim. */
  evidence: z.string().optional(),
});
/** @public */
export type Attention = z.infer<typeof attentionSchema>;
