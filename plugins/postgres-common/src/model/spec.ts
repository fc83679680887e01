import { z } from 'zod';
import { contentsFields, optionsSchema } from './contents';

/**
 * The requested settings of a database. The fields are the same for all providers;
 * a provider rejects fields that it does not support. `options` contains the
 * settings of one provider, which its `optionsSchema` describes.
 *
 * @public
 */
export const databaseSpecSchema = z.strictObject({
  version: z
    .string()
    .max(100)
    .optional()
    .describe('PostgreSQL version, for example 18'),
  size: z.string().max(100).optional().describe('Id of a size of the provider'),
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
      'Name in the PostgreSQL server. Default: the name in the request',
    ),
  user: z
    .string()
    .max(500)
    .optional()
    .describe(
      'Login role that owns the database. Default: the name of the database',
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
    // The maximum of `max_connections` in PostgreSQL.
    .max(262_143)
    .optional()
    .describe('Maximum number of connections of the owner role'),
  protected: z
    .boolean()
    .optional()
    .describe('Protect the database from removal'),
  ...contentsFields,
  options: optionsSchema.optional().describe('Options of the provider'),
});
/** @public */
export type DatabaseSpec = z.infer<typeof databaseSpecSchema>;
