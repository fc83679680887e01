import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  type Backup,
  type Backups,
  type Binding,
  type ChangeDatabase,
  type Connection,
  type CreateBackup,
  type Database,
  type Health,
  invalidField,
  parseDatabaseRef,
  type ProviderDescription,
  type RemoveDatabase,
  type RevealedCredentials,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialStore,
  PostgresProvider,
  ProviderCallOptions,
  ProviderConnection,
  ProviderWriteOptions,
  ProvisionDatabase,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import { DatabaseBackups } from '../backups';
import type { ServerConfig } from '../config';
import { isHidden, ServerObserver, sources } from '../observe';
import { connectionOf } from '../recipes';
import { ServerConnections } from '../sql';
import {
  bindDatabase,
  changeDatabase,
  checkSpec,
  createDatabase,
  reconcileServer,
  removeDatabase,
  requireRecord,
  revealCredentials,
  rotatePassword,
  type WriteContext,
} from '../write';
import { describeProvider } from './describe';
import { plannedDatabase } from './plannedDatabase';

/** What the provider is made of. */
export interface ServerProviderOptions {
  servers: ServerConfig[];
  /** Looks up a store when it is used: modules start in any order. */
  credentialStore: (id: string) => CredentialStore;
  signer: RecordSigner;
  logger: LoggerService;
}

/**
 * Databases on PostgreSQL servers that a company already runs. Writers write
 * on the server, the observer reads back what is there: nothing is answered
 * that the server did not say.
 */
export class ServerProvider implements PostgresProvider {
  readonly id = 'server';
  readonly evidence = sources;
  private readonly servers: ServerConnections[];
  private readonly observer: ServerObserver;
  private readonly backups: DatabaseBackups;

  constructor(private readonly options: ServerProviderOptions) {
    this.servers = options.servers.map(server => new ServerConnections(server));
    this.observer = new ServerObserver(this.servers, options);
    this.backups = new DatabaseBackups(this.observer, options);
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeProvider(this.id, this.observer.watches, signal);
  }

  async connect(connection: ProviderConnection): Promise<void> {
    this.observer.start(connection);
  }

  async disconnect(): Promise<void> {
    this.observer.stop();
    await Promise.all(this.servers.map(server => server.close()));
  }

  async refresh(ref: string, options?: ProviderCallOptions): Promise<void> {
    try {
      await this.observer.observe(ref, options);
    } catch (error) {
      // It is gone, and the directory was told so.
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  async create(
    request: ProvisionDatabase,
    { dryRun, ...options }: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    const connections = this.servers.find(
      ({ server }) => server.id === request.location,
    );
    if (!connections) {
      const ids = this.servers.map(({ server }) => server.id).join(', ');
      throw invalidField('location', `must be a configured server: ${ids}`);
    }
    const spec = checkSpec(connections.server, request.name, request);
    const target = this.target(
      connections,
      request.name,
      options.recordVersion,
    );
    await createDatabase(target, { request, spec }, { ...options, dryRun });
    return dryRun
      ? plannedDatabase(connections.server, request, spec)
      : this.observer.observe(target.ref, options);
  }

  async bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database> {
    await bindDatabase(this.find(ref, options), binding, options);
    return this.observer.observe(ref, options);
  }

  async change(
    ref: string,
    change: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    await changeDatabase(this.find(ref, options), change, options.signal);
    return this.observer.observe(ref, options);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    await rotatePassword(this.find(ref, options), options.signal);
    return this.observer.observe(ref, options);
  }

  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const { signal } = options;
    await removeDatabase(this.find(ref, options), request, signal);
    try {
      // Tells the directory at once.
      await this.observer.observe(ref, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    const { observed } = await this.observer.look(ref, options);
    return revealCredentials(this.find(ref), observed.recorded);
  }

  async connection(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Connection> {
    const { observation, observed } = await this.observer.recall(ref, signal);
    return connectionOf(observation.config, observed);
  }

  health(ref: string, options?: ProviderCallOptions): Promise<Health> {
    return this.observer.readHealth(ref, options);
  }

  listBackups(ref: string, options?: ProviderCallOptions): Promise<Backups> {
    return this.backups.list(ref, options);
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    const { observed } = await this.observer.look(ref, options);
    requireRecord(observed.recorded);
    return this.backups.create(ref, request, options);
  }

  async reconcile({ signal }: ProviderCallOptions): Promise<void> {
    await Promise.all(
      this.servers.map(async connections => {
        try {
          await reconcileServer(
            connections,
            this.options.signer,
            ({ name }) => this.target(connections, name),
            signal,
          );
          await this.observer.tryLogins(connections.server.id);
        } catch (error) {
          signal?.throwIfAborted();
          this.options.logger.warn(
            `Could not reconcile: ${(error as Error).message}`,
          );
        }
      }),
    );
    await this.observer.expireBackups();
  }

  /**
   * @throws NotFoundError where no such server is configured.
   * @throws ConflictError for Backstage's own databases.
   */
  private find(
    ref: string,
    { recordVersion }: Partial<ProviderWriteOptions> = {},
  ): WriteContext {
    const { provider, location, name } = parseDatabaseRef(ref);
    const connections = this.servers.find(
      ({ server }) => server.id === location,
    );
    if (provider !== this.id || !connections) {
      throw new NotFoundError(
        `There is no PostgreSQL server '${location}' in the configuration`,
      );
    }
    if (isHidden(name, connections.server.reserved)) {
      throw new ConflictError(
        `Database '${name}' is one of Backstage's own by the configuration under backend.database: it is neither bound nor changed here`,
      );
    }
    return this.target(connections, name, recordVersion);
  }

  private target(
    connections: ServerConnections,
    name: string,
    recordVersion?: string,
  ): WriteContext {
    const { credentialStore, signer, logger } = this.options;
    const location = connections.server.id;
    const ref = stringifyDatabaseRef({ provider: this.id, location, name });
    return {
      ref,
      name,
      connections,
      credentialStore,
      signer,
      recordVersion,
      logger,
    };
  }
}
