import { z } from 'zod';

/** A part of a JSON schema, as far as zod writes it. */
interface Schema {
  type?: string;
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** A text that an input can hold. */
export interface TextField {
  /** As an error names it; what a person may name themselves is `team` in it. */
  field: string;
  /** An input with a text there, or with a text as the key of it. */
  put(text: string): unknown;
  isKey: boolean;
}

const within = (
  fields: TextField[],
  field: string | undefined,
  wrap: (inner: unknown) => unknown,
): TextField[] =>
  fields.map(inner => ({
    ...inner,
    field: [field, inner.field].filter(Boolean).join('.'),
    put: text => wrap(inner.put(text)),
  }));

/** What an item of a list cannot be without. */
const namesIn = ({ properties = {}, required = [] }: Schema) =>
  Object.fromEntries(
    required
      .filter(key => properties[key].type === 'string')
      .map(key => [key, 'x']),
  );

function fieldsOf(schema: Schema): TextField[] {
  const { properties = {}, additionalProperties: more, items } = schema;
  const branches = schema.anyOf ?? schema.oneOf ?? [];
  // By which a union knows what it holds.
  const constants = Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) =>
      value.const === undefined ? [] : [[key, value.const]],
    ),
  );
  const text = { field: '', put: (value: string) => value, isKey: false };
  return [
    ...(schema.type === 'string' && schema.const === undefined ? [text] : []),
    ...branches.flatMap(fieldsOf),
    ...(items
      ? within(fieldsOf(items), '0', inner => [
          typeof inner === 'object' ? { ...namesIn(items), ...inner } : inner,
        ])
      : []),
    ...Object.entries(properties).flatMap(([key, value]) =>
      within(fieldsOf(value), key, inner => ({ ...constants, [key]: inner })),
    ),
    ...(typeof more === 'object' && more.type
      ? [
          ...within(fieldsOf(more), 'team', inner => ({ team: inner })),
          { field: '', put: (key: string) => ({ [key]: 'x' }), isKey: true },
        ]
      : []),
  ];
}

/** Every text that a schema takes, so that a new one is tried without a word. */
export function textFields(schema: z.ZodType): TextField[] {
  return fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema);
}

/** What is YAML, a path, a template or no text at all, and nowhere a value. */
export const hostileTexts = [
  'a: b',
  'a: b\n- c',
  '- x',
  '*x',
  '&x y',
  '!!str x',
  '{.metadata.name}',
  '$.spec',
  '$(id)',
  '${{ x }}',
  '{{ x }}',
  'a\nb',
  'a\u0000b',
];
