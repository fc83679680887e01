import { z } from 'zod';

/**
 * A text for people, as data: what it says can be told by its id, and it can
 * be translated.
 *
 * @public
 */
export const messageSchema = z.object({
  /** Stable, `<catalogue>.<key>`, for example `kubernetes.primaryNotReady`. */
  id: z.string(),
  /** What the text names: names, quantities, timestamps, foreign texts. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** In English, whole sentences. */
  text: z.string(),
});
/** @public */
export type Message = z.infer<typeof messageSchema>;
