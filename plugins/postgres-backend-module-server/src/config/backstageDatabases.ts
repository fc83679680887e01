import type { Config } from '@backstage/config';
import { Client } from 'pg';

const DEFAULT_PREFIX = 'backstage_plugin_';

/**
 * Returns the names of the databases with the data of Backstage itself, from
 * `backend.database`; `*` matches any characters. Their server is not compared,
 * because a server can have several addresses.
 */
export function backstageDatabases(config: Config): string[] {
  const own = config.getOptionalConfig('backend.database');
  if (!own) return [];
  const plugins = own.getOptionalConfig('plugin');
  const client = own.getOptionalString('client');
  const names = [
    own,
    ...(plugins?.keys() ?? []).map(id => plugins!.getConfig(id)),
  ]
    .filter(
      database => (database.getOptionalString('client') ?? client) === 'pg',
    )
    .flatMap(database => databaseOf(database.getOptional('connection')) ?? []);
  if (!names.length) return [];
  return [
    ...new Set([
      `${own.getOptionalString('prefix') ?? DEFAULT_PREFIX}*`,
      ...names,
    ]),
  ];
}

/** Returns the database of a connection as node-postgres parses it, with its defaults. */
function databaseOf(connection: unknown): string | undefined {
  if (typeof connection !== 'string' && typeof connection !== 'object')
    return undefined;
  return new Client(connection as string | object).database;
}
