import { z } from 'zod';
import { credentialReferenceSchema, endpointSchema } from './database';

/**
 * A way to reach the database, as commands to copy. No command holds a secret.
 *
 * @public
 */
export const recipeSchema = z.object({
  id: z.string(),
  title: z.string(),
  from: z.enum(['application', 'other-namespace', 'laptop']),
  description: z.string().optional(),
  commands: z.array(
    z.object({
      label: z.string(),
      command: z.string(),
      /** The one that it leads to, where that is one of several; absent: it serves for all. */
      endpoint: endpointSchema.pick({ host: true, port: true }).optional(),
      /** While it runs, this port of the machine leads to the endpoint. */
      localPort: z.number().int().optional(),
    }),
  ),
  /** Pitfalls worth reading first. */
  notes: z.array(z.string()),
  /** Rights or programs that the person needs. */
  needs: z.array(z.string()),
});
/** @public */
export type Recipe = z.infer<typeof recipeSchema>;

/** Section `connection`. @public */
export const connectionSchema = z.object({
  endpoints: z.array(
    endpointSchema.extend({
      /** Instead of the connection's, where this server's certificate is of another CA. */
      caCertificate: z.string().optional(),
    }),
  ),
  /** Absent: not known. */
  database: z.string().optional(),
  user: z.string().optional(),
  /** PEM certificate that verify-ca and verify-full need. */
  caCertificate: z.string().optional(),
  credentials: credentialReferenceSchema.optional(),
  recipes: z.array(recipeSchema),
});
/** @public */
export type Connection = z.infer<typeof connectionSchema>;
