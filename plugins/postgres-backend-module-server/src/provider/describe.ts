import type {
  Location,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  NAME_PATTERN,
  NAME_RULE,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { z } from 'zod';
import type { ServerConfig } from '../config';
import { furtherContents, operationsOf } from '../record';
import type { ServerWatch } from '../observe';
import { serverOptionsSchema, SPEC_FIELDS } from '../write';

/** Returns what one server offers; for a server that does not respond, only the reason. */
async function describeLocation(
  { connections, preflight }: ServerWatch,
  signal: AbortSignal | undefined,
): Promise<Location> {
  const { server } = connections;
  const location = {
    id: server.id,
    title: server.title,
    maxConnectionLimit: server.connectionLimit.max,
    ...furtherContents,
    notices: preflight.notices,
    optionsSchema: optionsSchema([server]),
  };
  try {
    const [{ version, extensions }] = await connections.query<{
      version: string;
      extensions: string[];
    }>(
      `SELECT split_part(current_setting('server_version'), '.', 1) AS version,
              ARRAY(SELECT name::text FROM pg_available_extensions
                     WHERE name = ANY($1) ORDER BY name) AS extensions`,
      [server.extensions],
      { signal },
    );
    return { ...location, reachable: true, versions: [version], extensions };
  } catch (error) {
    signal?.throwIfAborted();
    return { ...location, reachable: false, message: (error as Error).message };
  }
}

/** Returns the JSON Schema of `spec.options`, with the allowed tablespaces of all servers. */
function optionsSchema(
  servers: ServerConfig[],
): ProviderDescription['optionsSchema'] {
  const tablespaces = [
    ...new Set(servers.flatMap(server => server.tablespaces)),
  ].sort();
  const schema = tablespaces.length
    ? serverOptionsSchema.extend({
        tablespace: z
          .enum(tablespaces)
          .optional()
          .describe(
            'Tablespace of the database; some may not exist on every server',
          ),
      })
    : serverOptionsSchema.omit({ tablespace: true });
  // Draft 7, because form libraries do not support zod's default.
  const { $schema, properties, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
  });
  const advanced = Object.entries(properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), 'x-advanced': true },
  ]);
  return { ...rest, properties: Object.fromEntries(advanced) };
}

/** Describes the provider and queries all its servers concurrently. */
export async function describeProvider(
  id: string,
  watches: ServerWatch[],
  signal: AbortSignal | undefined,
): Promise<ProviderDescription> {
  return {
    id,
    title: 'PostgreSQL server',
    locations: await Promise.all(
      watches.map(watch => describeLocation(watch, signal)),
    ),
    name: { pattern: NAME_PATTERN, maxLength: 63, rule: NAME_RULE },
    // Without `database`: the name on the server is always the name of the request.
    fields: SPEC_FIELDS.filter(field => field !== 'database'),
    optionsSchema: optionsSchema(
      watches.map(({ connections }) => connections.server),
    ),
    operations: operationsOf(
      watches
        .map(({ connections }) => connections.server)
        .find(({ dumps }) => dumps) ?? {},
      {},
    ),
  };
}
