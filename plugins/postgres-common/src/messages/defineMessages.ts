import { printableText } from '../printable';
import { paramText, type Message, type MessageParam } from './Message';

/** Names of the parameters in a template. @public */
export type ParamNames<Template> =
  Template extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | ParamNames<Rest>
    : never;

/** Keys of texts with plural forms. @public */
export type PluralKey<T> = keyof T extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

/** Keys of messages: a text with plural forms has one key. @public */
export type MessageKey<T> =
  | Exclude<keyof T & string, `${string}_one` | `${string}_other`>
  | PluralKey<T>;

/** The templates of a key: two for a text with plural forms. @public */
export type TemplateOf<T, Key> = Key extends keyof T
  ? T[Key]
  : Key extends PluralKey<T>
  ? T[`${Key}_other` & keyof T] | T[`${Key}_one` & keyof T]
  : never;

/** Parameters of the text of a key. @public */
export type ParamsOf<T, Key> = {
  [Name in ParamNames<TemplateOf<T, Key>>]: Name extends 'count'
    ? number
    : MessageParam;
} & (Key extends PluralKey<T> ? { count: number } : unknown);

/** Arguments for the text of a key. @public */
export type MessageParams<T, Key> = [keyof ParamsOf<T, Key>] extends [never]
  ? []
  : [params: ParamsOf<T, Key>];

/** Returns the message of a key. @public */
export type Messages<T> = <Key extends MessageKey<T>>(
  key: Key,
  ...params: MessageParams<T, Key>
) => Message;

type Params = NonNullable<Message['params']>;

function printableParams(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? printableText(value) : value,
    ]),
  );
}

const PLURAL = new Intl.PluralRules('en');

/**
 * Defines the message catalogue of a package, in the format of Backstage's
 * translation API: `{{name}}` is a parameter, `key_one` and `key_other` are the
 * plural forms of a text. A parameter can be a text of another system: it is
 * made printable, see {@link printableText}.
 *
 * @param name - name of the catalogue, the first part of the ids of its messages
 * @public
 */
export function defineMessages<
  Text extends string,
  T extends Record<string, Text>,
>(name: string, templates: T): Messages<T> {
  return (key, ...[params]) => {
    const values = params && printableParams(params as Params);
    const template =
      templates[key] ??
      templates[`${key}_${PLURAL.select(Number(values?.count))}`] ??
      templates[`${key}_other`];
    return {
      id: `${name}.${key}`,
      ...(values && { params: values }),
      text: template.replace(/\{\{(\w+)\}\}/g, (_, param) =>
        paramText((values ?? {})[param]),
      ),
    };
  };
}
