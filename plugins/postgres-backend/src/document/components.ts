import * as common from '@pgstage/backstage-plugin-postgres-common';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { documentSchema, sectionSchemas } from './calls';
import { errorSchemas } from './errors';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const prefix = '#/components/schemas/';

/** The named schemas of the document; each has the name of its type. */
function namedSchemas(): Map<string, z.ZodType> {
  const ofCommon = Object.entries(common).flatMap(([name, value]) =>
    name.endsWith('Schema') && value instanceof z.ZodType
      ? [[capitalized(name.slice(0, -'Schema'.length)), value] as const]
      : [],
  );
  const ofBackend = { ...sectionSchemas, OpenApiDocument: documentSchema };
  return new Map<string, z.ZodType>([
    ...ofCommon,
    ...Object.entries(ofBackend),
    ...errorSchemas,
  ]);
}

/** Removes what zod adds without meaning: bounds of safe integers, and the pattern of a format. */
function shorten({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** The schemas of the document, in the JSON Schema dialect of OpenAPI 3.1. */
export class Components {
  readonly #registry = z.registry<{ id: string }>();
  readonly #schemas: Record<string, JsonObject>;

  constructor() {
    for (const [id, schema] of namedSchemas())
      this.#registry.add(schema, { id });
    const { schemas } = z.toJSONSchema(this.#registry, {
      // Responses can get more fields in a later version; input does not accept other fields.
      io: 'input',
      uri: id => `${prefix}${id}`,
      override: shorten,
    });
    this.#schemas = Object.fromEntries(
      Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [
        id,
        schema as JsonObject,
      ]),
    );
  }

  /** Returns a reference to a named schema. */
  ref(schema: z.ZodType): JsonObject {
    const { id } = this.#registry.get(schema) ?? {};
    if (!id) throw new Error('A schema of the API has no name');
    return { $ref: `${prefix}${id}` };
  }

  /** Returns the fields of a query as query parameters. */
  fields(query: z.ZodType): {
    properties: Record<string, JsonObject>;
    required: string[];
  } {
    const { properties = {}, required = [] } = z.toJSONSchema(query, {
      io: 'output',
      override: shorten,
    });
    return { properties: properties as Record<string, JsonObject>, required };
  }

  /** Returns the schemas that `value` refers to, directly or indirectly, by name. */
  usedBy(value: unknown): Record<string, JsonObject> {
    const used = new Set<string>();
    const visit = (inner: unknown) =>
      JSON.stringify(inner, (key, text) => {
        const id =
          key === '$ref' && text.startsWith(prefix)
            ? text.slice(prefix.length)
            : undefined;
        if (id && !used.has(id)) {
          used.add(id);
          visit(this.#schemas[id]);
        }
        return text;
      });
    visit(value);
    return Object.fromEntries(
      [...used].sort().map(id => [id, this.#schemas[id]]),
    );
  }
}

function capitalized(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
