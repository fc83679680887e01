import { z } from 'zod';

/**
 * A text for people, as data: the id identifies its meaning, and it can be
 * translated.
 *
 * @public
 */
export interface Message {
  /** Stable, `<catalogue>.<key>`, for example `kubernetes.primaryNotReady`. */
  id: string;
  /** Values in the text: names, quantities, timestamps, texts of other systems, other messages. */
  params?: Record<string, MessageParam>;
  /** Whole sentences in English. */
  text: string;
}

/** @public */
export type MessageParam = string | number | Message;

/** @public */
export const messageSchema: z.ZodType<Message> = z.object({
  id: z.string(),
  params: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.lazy(() => messageSchema)]),
    )
    .optional(),
  text: z.string(),
});
