import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';

type Optional = Message | undefined;
type Pair = (first: Message, more: Message) => Message;

/** Returns the items of a list as one text, or undefined if there are none. */
export function items(...texts: Optional[]): Optional {
  return joined(texts, (first, more) => message('items', { first, more }));
}

/** Returns sentences as one text, or undefined if there are none. */
export function sentences(...texts: Optional[]): Optional {
  return joined(texts, (first, more) => message('sentences', { first, more }));
}

function joined(texts: Optional[], pair: Pair): Optional {
  return texts.reduceRight(
    (more, first) => (first && more ? pair(first, more) : first ?? more),
    undefined,
  );
}
