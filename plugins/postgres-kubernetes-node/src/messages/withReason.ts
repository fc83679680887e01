import type {
  Message,
  MessageParam,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '.';

/** Returns a text with its reason, if there is one. @public */
export function withReason(
  what: Message,
  reason: MessageParam | undefined,
): Message {
  if (!reason) return what;
  return message('withReason', {
    what,
    reason: typeof reason === 'string' ? reason.replace(/\.$/, '') : reason,
  });
}
