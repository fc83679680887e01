import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** What an action tells of a database. Names of secrets, never a secret. */
export const databaseOutputs = z.object({
  ref: z
    .string()
    .describe('Ref of the database, for example server:main/orders'),
  entityRef: z
    .string()
    .optional()
    .describe("Entity ref of the database's Resource in the catalog"),
  host: z.string().optional().describe('Host that applications connect to'),
  port: z
    .number()
    .int()
    .optional()
    .describe('Port that applications connect to'),
  database: z
    .string()
    .optional()
    .describe('Name of the database inside the server'),
  user: z.string().optional().describe('Login role that owns the database'),
  secretRef: z
    .string()
    .optional()
    .describe('Name under which user and password are kept'),
  configMapRef: z
    .string()
    .optional()
    .describe(
      'Name under which host, port, database and sslmode are kept, where there is one',
    ),
  usable: z
    .boolean()
    .optional()
    .describe(
      'Whether the database accepts a login, and what was asked for is there; absent: not known',
    ),
  safe: z
    .boolean()
    .optional()
    .describe('Whether the database has a finished backup; absent: not known'),
});

/** Of a database that the step makes. */
export const newDatabaseOutputs = databaseOutputs.extend({
  url: z
    .string()
    .describe(
      "Address of the database in Backstage, inside the app: the tab of its entity, at the path that 'app.extensions' gives it",
    ),
});

/** Outputs for a database; without a view it is one that could not be read yet. */
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
