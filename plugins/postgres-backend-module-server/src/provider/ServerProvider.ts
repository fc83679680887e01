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
  ProvisionRestore,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import { DatabaseBackups, runDueDumps } from '../backups';
import type { ServerConfig } from '../config';
import {
  isHidden,
  ServerObserver,
  sources,
  type WatchServices,
} from '../observe';
import { connectionOf } from '../recipes';
import { planRestore, Restores } from '../restore';
import { ServerConnections } from '../sql';
import {
  bindDatabase,
  changeDatabase,
  checkSpec,
  createDatabase,
  reconcileServer,
  removeDatabase,
  requireComplete,
  revealCredentials,
  rotatePassword,
  type WriteContext,
} from '../write';
import { describeProvider } from './describe';
import { plannedDatabase } from './plannedDatabase';

/** The configured servers and the services of the provider. */
export interface ServerProviderOptions {
  servers: ServerConfig[];
  /** Returns a store. Called on each use, because modules start in any order. */
  credentialStore: (id: string) => CredentialStore;
  signer: RecordSigner;
  logger: LoggerService;
  /** Defaults to the system clock. Tests can replace it. */
  now?: () => Date;
}

/**
 * Databases on existing PostgreSQL servers. After each write the database is
 * read from the server, so that responses contain only what the server reports.
 */
export class ServerProvider implements PostgresProvider {
  readonly id = 'server';
  readonly evidence = sources;
  private readonly servers: ServerConnections[];
  private readonly services: WatchServices;
  private readonly observer: ServerObserver;
  private readonly backups: DatabaseBackups;
  /** By the id of the server. */
  private readonly restores: ReadonlyMap<string, Restores>;

  constructor({
    servers,
    now = () => new Date(),
    ...services
  }: ServerProviderOptions) {
    this.servers = servers.map(server => new ServerConnections(server));
    this.services = { ...services, now };
    this.observer = new ServerObserver(this.servers, this.services);
    this.backups = new DatabaseBackups(this.observer, this.services);
    this.restores = new Map(
      this.observer.watches.map(watch => [
        watch.connections.server.id,
        new Restores(watch.dumps, this.services, name => {
          watch.observe(name).catch(() => {});
        }),
      ]),
    );
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeProvider(this.id, this.observer.watches, signal);
  }

  async connect(connection: ProviderConnection): Promise<void> {
    this.observer.start(connection);
  }

  async disconnect(): Promise<void> {
    this.observer.stop();
    await Promise.all([...this.restores.values()].map(one => one.stop()));
    await Promise.all(this.servers.map(server => server.close()));
  }

  async refresh(ref: string, options?: ProviderCallOptions): Promise<void> {
    try {
      await this.observer.observe(ref, options);
    } catch (error) {
      // It was removed, which was reported to the directory.
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
    const target = this.target(connections, request.name, options);
    await createDatabase(target, { request, spec }, { ...options, dryRun });
    return dryRun
      ? plannedDatabase(connections.server, request, spec, this.services.now())
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
    await changeDatabase(this.find(ref, options), change);
    return this.observer.observe(ref, options);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    await rotatePassword(this.find(ref, options));
    return this.observer.observe(ref, options);
  }

  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const { signal } = options;
    await removeDatabase(this.find(ref, options), request);
    try {
      // Removes it from the directory.
      await this.observer.observe(ref, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    const { observed } = await this.observer.read(ref, options);
    return revealCredentials(this.find(ref), observed.recorded);
  }

  async connection(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Connection> {
    const { observation, observed } = await this.observer.readCached(
      ref,
      signal,
    );
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
    const { observed } = await this.observer.read(ref, options);
    requireComplete(observed.recorded);
    return this.backups.create(ref, request, options);
  }

  /** Creates the new database; the dump is restored in the background. */
  async restore(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const { connections } = this.find(ref);
    const { server } = connections;
    const { name, binding, taskId } = request;
    const source = await this.backups.sourceOf(ref, options);
    const existing = await this.observer
      .read(this.refOf(server.id, name), { signal: options.signal })
      .then(({ observed }) => observed.recorded.record?.restore)
      .catch(ignoreNotFound);
    const restore = planRestore(source, request, existing);
    const {
      extensions,
      connectionLimit,
      options: creation,
    } = source.record.spec;
    const spec = checkSpec(server, name, {
      extensions,
      connectionLimit,
      options: creation,
    });
    const target = this.target(connections, name, { signal: options.signal });
    const created = {
      request: {
        provider: this.id,
        location: server.id,
        name,
        binding,
        taskId,
      },
      spec,
      restore,
    };
    await createDatabase(target, created, options);
    void this.restores.get(server.id)?.start(target);
    return this.observer.observe(target.ref, options);
  }

  /** Takes the scheduled dumps of a server that are due. Call it on one replica at a time. */
  async takeDueDumps(
    location: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<void> {
    const watch = this.observer.watches.find(
      ({ connections }) => connections.server.id === location,
    );
    if (watch) await runDueDumps(watch, this.backups, this.services, signal);
  }

  async reconcile({ signal }: ProviderCallOptions): Promise<void> {
    await Promise.all(
      this.servers.map(async connections => {
        try {
          const databases = await reconcileServer(
            connections,
            this.services.signer,
            ({ name }) => this.target(connections, name, { signal }),
            signal,
          );
          this.restores
            .get(connections.server.id)
            ?.resume(databases, ({ name }) =>
              this.target(connections, name, {}),
            );
          await this.observer.checkLogins(connections.server.id);
        } catch (error) {
          signal?.throwIfAborted();
          this.services.logger.warn(
            `Could not reconcile PostgreSQL server ${connections.server.id}: ${
              (error as Error).message
            }`,
          );
        }
      }),
    );
    await this.observer.expireBackups();
  }

  /**
   * @throws NotFoundError if the server is not configured
   * @throws ConflictError for Backstage's own databases
   */
  private find(
    ref: string,
    options: Partial<ProviderWriteOptions> = {},
  ): WriteContext {
    const { provider, location, name } = parseDatabaseRef(ref);
    const connections = this.servers.find(
      ({ server }) => server.id === location,
    );
    if (provider !== this.id || !connections) {
      throw new NotFoundError(
        `No PostgreSQL server '${location}' is configured`,
      );
    }
    if (isHidden(name, connections.server.reserved)) {
      throw new ConflictError(
        `Database '${name}' is one of Backstage's own databases (backend.database): it cannot be bound or changed`,
      );
    }
    return this.target(connections, name, options);
  }

  private target(
    connections: ServerConnections,
    name: string,
    { recordVersion, signal }: Partial<ProviderWriteOptions>,
  ): WriteContext {
    const { credentialStore, signer, logger, now } = this.services;
    return {
      ref: this.refOf(connections.server.id, name),
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

  private refOf(location: string, name: string): string {
    return stringifyDatabaseRef({ provider: this.id, location, name });
  }
}

function ignoreNotFound(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error;
}
