import { z } from 'zod';

/** A field of an input that a plain form can ask for. @public */
export interface InputField {
  name: string;
  /** `member`: the name of an instance of the database. */
  kind: 'switch' | 'text' | 'number' | 'member';
  /** What it says, as a label. */
  label: string;
  required: boolean;
}

interface JsonField {
  type?: string;
  description?: string;
}

/** The fields of an input, as far as a plain form can ask for them: no lists, and nothing within another. @public */
export function inputFields(input: z.ZodType | undefined): InputField[] {
  if (!input) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(input, {
    io: 'input',
  }) as { properties?: Record<string, JsonField>; required?: string[] };
  return Object.entries(properties).flatMap(([name, { type, description }]) => {
    const kind = kindOf(name, type);
    return kind
      ? [
          {
            name,
            kind,
            label: description ?? name,
            required: required.includes(name),
          },
        ]
      : [];
  });
}

function kindOf(name: string, type?: string): InputField['kind'] | undefined {
  switch (type) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return name === 'member' ? 'member' : 'text';
    default:
      return undefined;
  }
}
