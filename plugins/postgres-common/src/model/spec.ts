import { z } from 'zod';
import { contentsFields, optionsSchema } from './contents';

/**
 * What was asked for. The same fields for every provider; a provider refuses,
 * by name, a field that it cannot honour. `options` holds what is one
 * provider's own, described by its `optionsSchema`.
 *
 * @public
 */
export const databaseSpecSchema = z.strictObject({
  version: z
    .string()
    .max(100)
    .optional()
    .describe('PostgreSQL version, for example 18'),
  size: z.string().max(100).optional().describe("One of the provider's sizes"),
  instances: z
    .number()
    .int()
    .min(1)
    .max(15)
    .optional()
    .describe('Instances, including the primary'),
  storage: z
    .string()
    .max(500)
    .optional()
    .describe('Volume size with unit, for example 20Gi'),
  database: z
    .string()
    .max(500)
    .optional()
    .describe(
      'Name of the database inside the server; the name of the request unless given',
    ),
  user: z
    .string()
    .max(500)
    .optional()
    .describe(
      'Login role that owns the database; the name of the database unless given',
    ),
  extensions: z
    .array(z.string().max(500))
    .max(100)
    .optional()
    .describe('Extensions to create in the database'),
  connectionLimit: z
    .number()
    .int()
    .min(1)
    // As many as PostgreSQL itself can hold.
    .max(262_143)
    .optional()
    .describe('Most connections that the role may hold'),
  protected: z
    .boolean()
    .optional()
    .describe('Refuse to remove the database until protection is switched off'),
  ...contentsFields,
  options: optionsSchema.optional().describe("The provider's own options"),
});
/** @public */
export type DatabaseSpec = z.infer<typeof databaseSpecSchema>;
