import {
  PostgresConnections,
  type PostgresSystem,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig } from '../config';

/** Returns the name and the configuration key of a server for errors. */
export function systemOf({ id }: Pick<ServerConfig, 'id'>): PostgresSystem {
  return {
    name: `PostgreSQL server ${id}`,
    settings: 'postgres.providers.server.servers',
  };
}

/** Backstage's connections to one configured server and its standbys. */
export class ServerConnections extends PostgresConnections {
  constructor(readonly server: ServerConfig) {
    super({
      system: systemOf(server),
      login: server.connection,
      standbys: new Map(
        server.standbys.map(({ name, connection }) => [name, connection]),
      ),
    });
  }
}
