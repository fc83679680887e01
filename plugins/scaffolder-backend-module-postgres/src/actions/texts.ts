import {
  printableLine,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';

/** Returns a text for one line of the task log. */
export function lineOf({ text }: Message): string {
  return printableLine(text);
}

/** Returns the text without its final period, to continue the sentence. */
export function asClause(message: Message): string {
  return lineOf(message).replace(/\.$/, '');
}
