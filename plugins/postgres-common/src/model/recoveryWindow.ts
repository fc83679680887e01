import { z } from 'zod';
import { evidenceSchema } from './evidence';
import { timestampSchema } from './status';

const momentsSchema = z.object({ from: timestampSchema, to: timestampSchema });

/** The latest times that can be restored: all between `from` and `to`. @public */
export const recoveryMomentsSchema = momentsSchema.extend({
  /** Present: it is unknown whether the times after `to`, up to this one, can be restored. */
  unprovenTo: timestampSchema.optional(),
  /**
   * Earlier ranges of times that can be restored, too, oldest first. Times
   * between the ranges cannot, because changes may be missing in the archive.
   */
  earlier: z.array(momentsSchema).optional(),
  /** Present: it is unknown whether the times from this one up to the first range can be restored. */
  unprovenFrom: timestampSchema.optional(),
  /** Whether an administrator restores these times: the operation `restore` does not accept them. */
  manual: z.boolean().optional(),
});
/** @public */
export type RecoveryMoments = z.infer<typeof recoveryMomentsSchema>;

/**
 * The times that can be restored, with the evidence; or, without evidence, the
 * times that a restore can be attempted for.
 *
 * @public
 */
export const recoveryWindowSchema = z.discriminatedUnion('unproven', [
  recoveryMomentsSchema.extend({
    unproven: z.literal(false).optional(),
    evidence: evidenceSchema,
  }),
  z.strictObject({
    ...recoveryMomentsSchema.shape,
    /** It is unknown whether any time of the window can be restored. */
    unproven: z.literal(true),
  }),
]);
/** @public */
export type RecoveryWindow = z.infer<typeof recoveryWindowSchema>;

/**
 * Returns the ranges of times that a restore can be requested for, oldest first:
 * those that can be restored, and those for which this is unknown.
 *
 * @public
 */
export function restorableMoments({
  from,
  to,
  unprovenTo = to,
  earlier = [],
  unprovenFrom,
}: RecoveryMoments): Array<{ from: string; to: string }> {
  const [first, ...rest] = [...earlier, { from, to: unprovenTo }];
  return [{ ...first, from: unprovenFrom ?? first.from }, ...rest];
}
