import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** Outputs of an action about a database. Contains names of secrets, never a secret. */
export const databaseOutputs = z.object({
  ref: z
    .string()
    .describe('Ref of the database, for example server:main/orders'),
  entityRef: z
    .string()
    .optional()
    .describe("Entity ref of the database's Resource in the catalog"),
  host: z.string().optional().describe('Host for applications'),
  port: z.number().int().optional().describe('Port for applications'),
  database: z
    .string()
    .optional()
    .describe('Name of the database on the server'),
  user: z.string().optional().describe('User name for applications'),
  secretRef: z
    .string()
    .optional()
    .describe('Name of the credential entry with user and password'),
  configMapRef: z
    .string()
    .optional()
    .describe(
      'Name of the entry with host, port, database and sslmode, if there is one',
    ),
  usable: z
    .boolean()
    .optional()
    .describe(
      'Whether the database accepts a login and everything requested exists; absent if unknown',
    ),
  safe: z
    .boolean()
    .optional()
    .describe('Whether the database has a finished backup; absent if unknown'),
});

/** Outputs about a database that the step creates. */
export const newDatabaseOutputs = databaseOutputs.extend({
  url: z
    .string()
    .describe(
      "Path of the database in the Backstage app: the PostgreSQL tab of its entity, as configured in 'app.extensions'",
    ),
});

/**
 * Returns the outputs of a database; without a view, those of a database that
 * has not been read yet.
 */
export function toDatabaseOutputs(
  ref: string,
  view: DatabaseView | undefined,
): z.input<typeof databaseOutputs> {
  const endpoint = view?.endpoints.find(
    ({ purpose }) => purpose === 'read-write',
  );
  return {
    ref,
    entityRef: view?.binding?.resourceRef,
    host: endpoint?.host,
    port: endpoint?.port,
    database: view?.database,
    user: view?.user,
    secretRef: view?.credentials?.secretRef,
    configMapRef: view?.credentials?.configMapRef,
    usable: view?.usable.value ?? undefined,
    safe: view?.safe.value ?? undefined,
  };
}
