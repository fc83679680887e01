import {
  type DatabaseLogin,
  type Query,
  readDatabases,
  readServer,
  readSizes,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { SqlFacts } from './LoginAttempt';

/** Reads what PostgreSQL reports about one database, one query after the other. */
export async function readFacts(
  query: Query,
  login: DatabaseLogin,
): Promise<SqlFacts> {
  const { database } = login;
  const server = await readServer(query);
  const databases = await readDatabases(query, [login]);
  const sizes = await readSizes(query, database);
  const facts = databases.get(database);
  return {
    startedAt: server.startedAt.toISOString(),
    sizeBytes: sizes.get(database),
    ...(facts && {
      connections: {
        used: facts.connections,
        allowed: Math.min(
          facts.connectionLimit ?? Infinity,
          server.maxConnections,
        ),
      },
    }),
    slots: server.slots,
  };
}
