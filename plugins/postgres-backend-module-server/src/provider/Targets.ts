import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  parseDatabaseRef,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { isHidden, type WatchServices } from '../observe';
import type { ServerConnections } from '../sql';
import type { WriteContext } from '../write';

/** Finds what a write works on: a database, and the connections to its server. */
export class Targets {
  constructor(
    private readonly provider: string,
    private readonly servers: ServerConnections[],
    private readonly services: WatchServices,
  ) {}

  /** Returns the connections to a server, or undefined if it is not configured. */
  server(id: string): ServerConnections | undefined {
    return this.servers.find(({ server }) => server.id === id);
  }

  /**
   * @throws NotFoundError if the server is not configured
   * @throws ConflictError for Backstage's own databases
   */
  find(ref: string, options: Partial<ProviderWriteOptions> = {}): WriteContext {
    const { provider, location, name } = parseDatabaseRef(ref);
    const connections = this.server(location);
    if (provider !== this.provider || !connections) {
      throw new NotFoundError(
        `No PostgreSQL server '${location}' is configured`,
      );
    }
    if (isHidden(name, connections.server.reserved)) {
      throw new ConflictError(
        `Database '${name}' is one of Backstage's own databases (backend.database): it cannot be bound or changed`,
      );
    }
    return this.of(connections, name, options);
  }

  /** Returns the target for a name, whether or not a database has it. */
  of(
    connections: ServerConnections,
    name: string,
    { recordVersion, signal }: Partial<ProviderWriteOptions>,
  ): WriteContext {
    const { credentialStore, signer, logger, now } = this.services;
    const { id: location } = connections.server;
    return {
      ref: stringifyDatabaseRef({ provider: this.provider, location, name }),
      name,
      connections,
      credentialStore,
      signer,
      recordVersion,
      signal,
      logger,
      now,
    };
  }
}
