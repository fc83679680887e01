import { timestampSchema } from './status';
import { z } from 'zod';

/**
 * Result of the last attempt to read a section. `forbidden`: Backstage's account
 * lacks a permission in the engine; this is not about the caller.
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
 * A part of the data of a database that can fail independently. After a failure,
 * it contains the last good `data` with its `observedAt`, so that the page can
 * show it as stale.
 *
 * @public
 */
export interface Section<T> {
  status: SectionStatus;
  /** End of the last attempt. */
  checkedAt: string;
  /** When `data` was read; absent before the first successful read. */
  observedAt?: string;
  data?: T;
  /** The system, its message and the next step; absent if the status is `ok`. */
  message?: string;
}

/** Returns the schema of a {@link Section} with this data. @public */
export function sectionSchema<T extends z.ZodType>(data: T) {
  return z.object({
    status: sectionStatusSchema,
    checkedAt: timestampSchema,
    observedAt: timestampSchema.optional(),
    data: data.optional(),
    message: z.string().optional(),
  });
}
