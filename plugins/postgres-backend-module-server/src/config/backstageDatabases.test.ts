import { ConfigReader } from '@backstage/config';
import { backstageDatabases } from './backstageDatabases';

const read = (database?: object) =>
  backstageDatabases(new ConfigReader({ backend: { database } }));
const connection = { host: 'db', user: 'backstage' };

it.each([
  ['nothing', undefined, []],
  ['another client', { client: 'better-sqlite3', connection: ':memory:' }, []],
  [
    'the default prefix',
    { client: 'pg', connection },
    ['backstage_plugin_*', 'backstage'],
  ],
  [
    'one database with a schema for each plugin',
    {
      client: 'pg',
      prefix: 'x_',
      pluginDivisionMode: 'schema',
      connection: { ...connection, database: 'bs_one' },
    },
    ['x_*', 'bs_one'],
  ],
  [
    'a connection string',
    {
      client: 'pg',
      connection: 'postgresql://backstage:secret@db:5433/bs%20one',
    },
    ['backstage_plugin_*', 'bs one'],
  ],
  [
    'plugins with separate databases',
    {
      client: 'pg',
      connection,
      plugin: {
        catalog: { connection: { database: 'company_catalog' } },
        search: { connection: 'postgresql://other:secret@elsewhere/search_db' },
        scaffolder: { ensureExists: false },
        todo: { client: 'better-sqlite3', connection: ':memory:' },
      },
    },
    ['backstage_plugin_*', 'backstage', 'company_catalog', 'search_db'],
  ],
  [
    'a single plugin with PostgreSQL',
    {
      client: 'better-sqlite3',
      connection: ':memory:',
      plugin: { catalog: { client: 'pg', connection: { database: 'cat' } } },
    },
    ['backstage_plugin_*', 'cat'],
  ],
])('returns the names for %s', (_what, database, expected) => {
  expect(read(database)).toEqual(expected);
});
