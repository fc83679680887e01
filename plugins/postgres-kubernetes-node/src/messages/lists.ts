import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '.';

type Pair = (first: Message, more: Message) => Message;

/** Returns the items of a list as one text, or undefined if there are none. @public */
export function items(
  ...texts: Array<Message | undefined>
): Message | undefined {
  return joined(texts, (first, more) => message('items', { first, more }));
}

/** Returns sentences as one text, or undefined if there are none. @public */
export function sentences(
  ...texts: Array<Message | undefined>
): Message | undefined {
  return joined(texts, (first, more) => message('sentences', { first, more }));
}

function joined(
  texts: Array<Message | undefined>,
  pair: Pair,
): Message | undefined {
  return texts.reduceRight(
    (more, first) => (first && more ? pair(first, more) : first ?? more),
    undefined,
  );
}
