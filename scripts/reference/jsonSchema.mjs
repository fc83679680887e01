import { code } from './markdown.mjs';

const words = { string: 'text', integer: 'whole number' };

/** Returns whether a text must be an entity ref, by what its pattern accepts. */
function isEntityRef({ pattern }) {
  const accepts = text => new RegExp(pattern).test(text);
  return pattern && accepts('component:default/a') && !accepts('a');
}

/** Describes a type: `text`, `list of number`, the values of an enumeration. */
export function typeOf(schema) {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.anyOf) {
    return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  }
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.format === 'date-time') return 'time, ISO 8601 with zone';
  if (isEntityRef(schema)) return 'entity ref';
  return words[schema.type] ?? schema.type ?? 'anything';
}

/** Describes the limits of a value. */
export function limitsOf(schema) {
  const { minimum, maximum, maxLength, minItems, format } = schema;
  const pattern = !format && !isEntityRef(schema) && schema.pattern;
  // zod writes the range of safe integers if there is no limit.
  const min = minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const max = maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  return [
    min !== undefined && max !== undefined && `${min} to ${max}`,
    min !== undefined && max === undefined && `at least ${min}`,
    min === undefined && max !== undefined && `at most ${max}`,
    maxLength && `at most ${maxLength} characters`,
    minItems && `at least ${minItems} of them`,
    pattern && `matches ${code(pattern)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Returns one row for each property of an object: name, type, whether required, description. */
export function fieldRows(schema) {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(name),
    typeOf(field),
    schema.required?.includes(name) ? 'yes' : '',
    [field.description, limitsOf(field.items ?? field)]
      .filter(Boolean)
      .join('; '),
  ]);
}

export const fieldHeaders = ['Field', 'Type', 'Required', 'Meaning'];
