import type { Config } from '@backstage/config';
import { Client } from 'pg';

const DEFAULT_PREFIX = 'backstage_plugin_';

/**
 * Names of the databases in which Backstage itself keeps its data, as
 * `backend.database` tells them, with `*` for anything. On which server they
 * lie is left out: one server has many addresses.
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
    .filter(one => (one.getOptionalString('client') ?? client) === 'pg')
    .flatMap(one => databaseOf(one.getOptional('connection')) ?? []);
  if (!names.length) return [];
  return [
    ...new Set([
      `${own.getOptionalString('prefix') ?? DEFAULT_PREFIX}*`,
      ...names,
    ]),
  ];
}

/** The database of a connection, by node-postgres' own reading, with its defaults. */
function databaseOf(connection: unknown): string | undefined {
  if (typeof connection !== 'string' && typeof connection !== 'object')
    return undefined;
  return new Client(connection as string | object).database;
}
