import type { Message, MessageParam } from './Message';

/** Names in a template. @public */
export type ParamNames<Template> =
  Template extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | ParamNames<Rest>
    : never;

/** Keys of texts that count. @public */
export type PluralKey<T> = keyof T extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

/** Keys to ask for: a plural has one key for its forms. @public */
export type MessageKey<T> =
  | Exclude<keyof T & string, `${string}_one` | `${string}_other`>
  | PluralKey<T>;

/** The templates of a key: two of a text that counts. @public */
export type TemplateOf<T, Key> = Key extends keyof T
  ? T[Key]
  : Key extends PluralKey<T>
  ? T[`${Key}_other` & keyof T] | T[`${Key}_one` & keyof T]
  : never;

/** Parameters that the text of a key names. @public */
export type ParamsOf<T, Key> = {
  [Name in ParamNames<TemplateOf<T, Key>>]: Name extends 'count'
    ? number
    : MessageParam;
} & (Key extends PluralKey<T> ? { count: number } : unknown);

/** Arguments that the text of a key takes. @public */
export type MessageParams<T, Key> = [keyof ParamsOf<T, Key>] extends [never]
  ? []
  : [params: ParamsOf<T, Key>];

/** Returns the text of a key. @public */
export type Messages<T> = <Key extends MessageKey<T>>(
  key: Key,
  ...params: MessageParams<T, Key>
) => Message;

const PLURAL = new Intl.PluralRules('en');

/**
 * The catalogue of a package's texts, in the form that Backstage's translation
 * API takes: `{{name}}` stands for a parameter, `key_one` and `key_other` are
 * the forms of a text that counts.
 *
 * @param name - of the catalogue; the ids of its messages begin with it
 * @public
 */
export function defineMessages<
  Text extends string,
  T extends Record<string, Text>,
>(name: string, templates: T): Messages<T> {
  return (key, ...[params]) => {
    const values = params as Message['params'];
    const template =
      templates[key] ??
      templates[`${key}_${PLURAL.select(Number(values?.count))}`];
    return {
      id: `${name}.${key}`,
      ...(values && { params: values }),
      text: template.replace(/\{\{(\w+)\}\}/g, (_, param) => {
        const value = values?.[param];
        return typeof value === 'object' ? value.text : String(value);
      }),
    };
  };
}
