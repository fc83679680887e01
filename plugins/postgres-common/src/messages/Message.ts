import { z } from 'zod';
import { MAX_TEXT_LENGTH } from '../printable';

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

/** Returns the text of a parameter. @public */
export function paramText(param: MessageParam): string {
  return typeof param === 'object' ? param.text : String(param);
}

/** @public */
export const messageSchema: z.ZodType<Message> = z.object({
  id: z.string().max(200),
  params: z
    .record(
      z.string().max(100),
      z.union([
        z.string().max(MAX_TEXT_LENGTH),
        z.number(),
        z.lazy(() => messageSchema),
      ]),
    )
    .optional(),
  // Can contain several texts of other systems.
  text: z.string().max(5 * MAX_TEXT_LENGTH),
});
