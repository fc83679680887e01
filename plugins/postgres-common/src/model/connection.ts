import { z } from 'zod';
import { credentialReferenceSchema, endpointSchema } from './database';

/**
 * Commands that connect to the database in one way. No command contains a secret.
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
      /** The endpoint that the command connects to; absent: the command works for all endpoints. */
      endpoint: endpointSchema.pick({ host: true, port: true }).optional(),
      /** While the command runs, this local port is forwarded to the endpoint. */
      localPort: z.number().int().optional(),
    }),
  ),
  /** What to know before using the commands. */
  notes: z.array(z.string()),
  /** Permissions or programs that the user needs. */
  needs: z.array(z.string()),
});
/** @public */
export type Recipe = z.infer<typeof recipeSchema>;

/** Section `connection`. @public */
export const connectionSchema = z.object({
  endpoints: z.array(
    endpointSchema.extend({
      /** CA certificate of this endpoint, if it differs from that of the connection. */
      caCertificate: z.string().optional(),
    }),
  ),
  /** Absent: unknown. */
  database: z.string().optional(),
  user: z.string().optional(),
  /** PEM of the CA certificate for `verify-ca` and `verify-full`. */
  caCertificate: z.string().optional(),
  credentials: credentialReferenceSchema.optional(),
  recipes: z.array(recipeSchema),
});
/** @public */
export type Connection = z.infer<typeof connectionSchema>;
