import type { Message } from '@pgstage/backstage-plugin-postgres-common';

/** Returns the text without its final period, to continue the sentence or to end it. */
export function asClause({ text }: Message): string {
  return text.replace(/\.$/, '');
}
