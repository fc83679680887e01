import { z } from 'zod';

/**
 * A text for people, as data: what it says can be told by its id, and it can
 * be translated.
 *
 * @public
 */
export interface Message {
  /** Stable, `<catalogue>.<key>`, for example `kubernetes.primaryNotReady`. */
  id: string;
  /** What the text names: names, quantities, timestamps, foreign texts, other messages. */
  params?: Record<string, MessageParam>;
  /** In English, whole sentences. */
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
