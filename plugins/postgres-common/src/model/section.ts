import { timestampSchema } from './status';
import { z } from 'zod';

/**
 * How the last attempt to read a section ended. `forbidden` is about the
 * rights of Backstage upstream, not about the person who asks.
 *
 * @public
 */
export const sectionStatusSchema = z.enum([
  'ok',
  'forbidden',
  'unreachable',
  'timeout',
  'unsupported',
]);
/** @public */
export type SectionStatus = z.infer<typeof sectionStatusSchema>;

/**
 * A part of what is known of a database that can fail alone. After a failure
 * the last good `data` stays, with its `observedAt`, so that a reader sees old
 * data as old instead of nothing.
 *
 * @public
 */
export interface Section<T> {
  status: SectionStatus;
  /** When the last attempt ended. */
  checkedAt: string;
  /** When `data` was read. Absent while nothing was read yet. */
  observedAt?: string;
  data?: T;
  /** Which system, what it said, what to do. Present unless `ok`. */
  message?: string;
}

/** Schema of a {@link Section} around the schema of its data. @public */
export function sectionSchema<T extends z.ZodType>(data: T) {
  return z.object({
    status: sectionStatusSchema,
    checkedAt: timestampSchema,
    observedAt: timestampSchema.optional(),
    data: data.optional(),
    message: z.string().optional(),
  });
}
