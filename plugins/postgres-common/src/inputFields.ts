import { z } from 'zod';

/** A field of an input that a generic form can display. @public */
export interface InputField {
  name: string;
  /** `instance`: name of an instance of the database; `choice`: one of `options`; `list`: list of texts. */
  kind: 'switch' | 'text' | 'number' | 'instance' | 'choice' | 'list';
  /** Label: the description of the field. */
  label: string;
  required: boolean;
  /** Present for `choice`. */
  options?: string[];
}

interface JsonField {
  type?: string;
  description?: string;
  enum?: string[];
  items?: { type?: string; enum?: string[] };
}

/** Returns the fields of an input that a generic form can display; nested fields are omitted. @public */
export function inputFields(input: z.ZodType | undefined): InputField[] {
  if (!input) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(input, {
    io: 'input',
  }) as { properties?: Record<string, JsonField>; required?: string[] };
  return Object.entries(properties).flatMap(([name, field]) => {
    const kind = kindOf(name, field);
    return kind
      ? [
          {
            name,
            kind,
            label: field.description ?? name,
            required: required.includes(name),
            ...(kind === 'choice' && { options: field.enum }),
          },
        ]
      : [];
  });
}

function kindOf(
  name: string,
  field: JsonField,
): InputField['kind'] | undefined {
  switch (field.type) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      if (field.enum) return 'choice';
      return name === 'instance' ? 'instance' : 'text';
    case 'array':
      return field.items?.type === 'string' && !field.items.enum
        ? 'list'
        : undefined;
    default:
      return undefined;
  }
}
