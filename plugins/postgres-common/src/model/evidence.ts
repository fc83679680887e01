import { z } from 'zod';
import { databaseStateSchema, timestampSchema } from './status';

/**
 * What a claim rests on. A name, a constant or the absence of news is none.
 *
 * - `login`: a login that was tried
 * - `instance`: PostgreSQL, or the agent beside it, was asked and answered
 * - `readiness`: the readiness probe of an instance, which asks PostgreSQL
 * - `archive`: a list of what the archive or the backup folder holds
 * - `backup`: a backup that reported its end
 * - `engine`: the status that an operator or a cloud service reports
 * - `request`: what was asked for, or written down about that
 *
 * @public
 */
export const evidenceSourceSchema = z.enum([
  'login',
  'instance',
  'readiness',
  'archive',
  'backup',
  'engine',
  'request',
]);
/** @public */
export type EvidenceSource = z.infer<typeof evidenceSourceSchema>;

/** Where something is known from, and when that was seen. @public */
export const evidenceSchema = z.object({
  source: evidenceSourceSchema,
  /**
   * When this was seen: when the login was tried, the instance answered, or
   * what tells of it was last read. Not since when it is so, nor when what it
   * tells of happened.
   */
  at: timestampSchema,
});
/** @public */
export type Evidence = z.infer<typeof evidenceSchema>;

/** Yes or no with its evidence; `null` with the reason why nobody knows. @public */
export const claimSchema = z.discriminatedUnion('value', [
  evidenceSchema.extend({ value: z.literal(true) }),
  evidenceSchema.extend({ value: z.literal(false) }),
  z.object({ value: z.null(), reason: z.string() }),
]);
/** @public */
export type Claim = z.infer<typeof claimSchema>;

/**
 * The state of a part with its reason in words. Only evidence makes it
 * `working`.
 *
 * @public
 */
export const verdictSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('working'),
    reason: z.string(),
    evidence: evidenceSchema,
  }),
  z.object({
    state: databaseStateSchema.exclude(['working']),
    reason: z.string(),
  }),
]);
/** @public */
export type Verdict = z.infer<typeof verdictSchema>;
