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
  return nested(
    texts.filter(text => text !== undefined),
    pair,
  );
}

/** In halves: a text is contained in each text around it, so the nesting must be flat. */
function nested(texts: Message[], pair: Pair): Message | undefined {
  if (texts.length < 2) return texts[0];
  const middle = texts.length >> 1;
  return pair(
    nested(texts.slice(0, middle), pair)!,
    nested(texts.slice(middle), pair)!,
  );
}
