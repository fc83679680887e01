import { z } from 'zod';
import { messageSchema } from '../messages';
import { databaseStateSchema, timestampSchema } from './status';

/**
 * Source of a claim.
 *
 * - `login`: a login attempt
 * - `instance`: a response of PostgreSQL, or of the agent in its pod
 * - `readiness`: the readiness probe of an instance, which queries PostgreSQL
 * - `archive`: a listing of the archive or the backup folder
 * - `backup`: a backup that reported its end
 * - `engine`: the status that an operator or a cloud service reports
 * - `request`: a request, or a record of it
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

/** Source and observation time of a claim. @public */
export const evidenceSchema = z.object({
  source: evidenceSourceSchema,
  /**
   * Observation time: when the login was attempted, the instance responded, or
   * the source was last read. Neither the time since which the claim is true, nor
   * the time of a reported event.
   */
  at: timestampSchema,
});
/** @public */
export type Evidence = z.infer<typeof evidenceSchema>;

/** True or false with the evidence; `null` for unknown, with the reason. @public */
export const claimSchema = z.discriminatedUnion('value', [
  evidenceSchema.extend({ value: z.literal(true) }),
  evidenceSchema.extend({ value: z.literal(false) }),
  z.object({
    value: z.null(),
    reason: messageSchema,
    /** Whether the provider never learns it, so that waiting is useless. */
    lasting: z.boolean().optional(),
  }),
]);
/** @public */
export type Claim = z.infer<typeof claimSchema>;

/**
 * State of a part, with the reason. `working` requires evidence.
 *
 * @public
 */
export const verdictSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('working'),
    reason: messageSchema,
    evidence: evidenceSchema,
  }),
  z.object({
    state: databaseStateSchema.exclude(['working']),
    reason: messageSchema,
  }),
]);
/** @public */
export type Verdict = z.infer<typeof verdictSchema>;
