import { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { TextOf } from '../hooks/useMessageText';

/**
 * Returns the reason of a state for a label or within a sentence: without the
 * final period that it has as a sentence of its own.
 */
export function reasonText(textOf: TextOf, reason: Message): string {
  return textOf(reason).replace(/\.$/, '');
}
