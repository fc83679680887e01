import { z } from 'zod';

/** The keywords of a JSON schema that zod generates. */
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

/** A text field of an input. */
export interface TextField {
  /** Its path in error messages; a key that a person chooses is `team`. */
  field: string;
  /** Returns an input with the text as the value, or as the key, of this field. */
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

/** Returns values for the required text fields of a list item. */
const namesIn = ({ properties = {}, required = [] }: Schema) =>
  Object.fromEntries(
    required
      .filter(key => properties[key].type === 'string')
      .map(key => [key, 'x']),
  );

function fieldsOf(schema: Schema): TextField[] {
  const { properties = {}, additionalProperties: more, items } = schema;
  const branches = schema.anyOf ?? schema.oneOf ?? [];
  // Discriminators of a union.
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

/** Returns every text field of a schema, so that tests cover new fields automatically. */
export function textFields(schema: z.ZodType): TextField[] {
  return fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema);
}

/** Texts that are YAML, paths, templates or contain control characters, and are valid in no field. */
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
