import { z } from 'zod';

/** Returns the schema in the draft that form libraries support; they do not support zod's default. @public */
export function toFormSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
  });
  return rest;
}
