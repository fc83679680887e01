import { z } from 'zod';
import { evidenceSchema } from './evidence';
import { timestampSchema } from './status';

const momentsSchema = z.object({ from: timestampSchema, to: timestampSchema });

/** The newest moments that can be restored: any between `from` and `to`. @public */
export const recoveryMomentsSchema = momentsSchema.extend({
  /** Present: later moments up to this one may be restorable, too. How far is not known. */
  unprovenTo: timestampSchema.optional(),
  /**
   * Earlier moments that are known to be restorable, too, oldest first. What
   * lies between is not: changes may be missing in the archive.
   */
  earlier: z.array(momentsSchema).optional(),
  /** Present: moments from this one on, before all of these, may be restorable, too. */
  unprovenFrom: timestampSchema.optional(),
});
/** @public */
export type RecoveryMoments = z.infer<typeof recoveryMomentsSchema>;

/**
 * The moments that can be restored, and what shows it; or, where nothing does,
 * those that may be tried.
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
    /** No moment of the window is known to be restorable. */
    unproven: z.literal(true),
  }),
]);
/** @public */
export type RecoveryWindow = z.infer<typeof recoveryWindowSchema>;

/**
 * The moments that a restore may be asked for, oldest first: all that are
 * known to be restorable, and those before and after which may be.
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
