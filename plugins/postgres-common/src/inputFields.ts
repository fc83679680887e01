import { z } from 'zod';

/** A field of an input that a plain form can ask for. @public */
export interface InputField {
  name: string;
  /** `instance`: the name of an instance of the database; `choice`: one of `options`; `list`: texts. */
  kind: 'switch' | 'text' | 'number' | 'instance' | 'choice' | 'list';
  /** What it says, as a label. */
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

/** The fields of an input, as far as a plain form can ask for them: nothing within another. @public */
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
