import type { DemoPostgres } from '@pgstage/example-postgres';
import { PostgresConnections } from '../connect/PostgresConnections';
import type { PostgresLogin } from '../connect/PostgresLogin';

export const system = {
  name: 'PostgreSQL server main',
  settings: 'my.servers',
};

/** Opens connections to test servers with Backstage's least privileged role; `close` closes all. */
export function testConnections() {
  const opened: PostgresConnections[] = [];
  return {
    connect: (
      { primary, standby, roles }: DemoPostgres,
      changed: Partial<PostgresLogin> = {},
    ) => {
      const login = {
        ...primary,
        ...roles.pgstage,
        database: 'postgres',
        sslMode: 'disable' as const,
        ...changed,
      };
      const connections = new PostgresConnections({
        system,
        login,
        standbys: new Map(
          standby ? [['standby1', { ...login, ...standby }]] : [],
        ),
      });
      opened.push(connections);
      return connections;
    },
    close: () => Promise.all(opened.map(connections => connections.close())),
  };
}
