import {
  paramText,
  type Message,
} from '@pgstage/backstage-plugin-postgres-common';

/** `<catalogue>.<key>` */
const MESSAGE_ID = /^[A-Za-z]\w*\.[A-Za-z]\w*$/;

/** Returns the messages in a value, including those in parameters. */
function* messagesIn(value: unknown): Generator<Message> {
  if (typeof value !== 'object' || value === null) return;
  const { id, text } = value as Partial<Message>;
  if (typeof id === 'string' && typeof text === 'string')
    yield value as Message;
  for (const part of Object.values(value)) yield* messagesIn(part);
}

/** Returns a text without the values of its parameters, which can contain anything. */
function ownText({ text, params = {} }: Message): string {
  return Object.values(params)
    .map(paramText)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.split(value).join(''), text);
}

/**
 * Returns an error for each message in a result or report that cannot be
 * translated or read: without the id of a catalogue, without a text, or with a
 * parameter that is not replaced.
 */
export function invalidMessages(value: unknown): string[] {
  return [...messagesIn(value)].flatMap(message => {
    const { id, text } = message;
    const shown = `the message '${id}' (${text})`;
    return [
      ...(MESSAGE_ID.test(id)
        ? []
        : [`${shown} has no id of the form <catalogue>.<key>`]),
      ...(text.trim() ? [] : [`${shown} has no text`]),
      ...(ownText(message).includes('{{')
        ? [`${shown} has a parameter that is not replaced`]
        : []),
    ];
  });
}
