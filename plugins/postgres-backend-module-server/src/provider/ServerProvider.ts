import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
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
  type ProviderDescription,
  type RemoveDatabase,
  type RevealedCredentials,
  type RotateLogin,
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
import { ServerObserver, sources, type WatchServices } from '../observe';
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
  rotateLogin,
  rotatePassword,
} from '../write';
import { describeProvider } from './describe';
import { plannedDatabase } from './plannedDatabase';
import { restoreRequest } from './restoreRequest';
import { Targets } from './Targets';

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
  private readonly targets: Targets;
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
    this.targets = new Targets(this.id, this.servers, this.services);
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
    const connections = this.targets.server(request.location);
    if (!connections) {
      const ids = this.servers.map(({ server }) => server.id).join(', ');
      throw invalidField('location', `must be a configured server: ${ids}`);
    }
    const spec = checkSpec(connections.server, request.name, request);
    const target = this.targets.of(connections, request.name, options);
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
    await bindDatabase(this.targets.find(ref, options), binding, options);
    return this.observer.observe(ref, options);
  }

  async change(
    ref: string,
    change: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    await changeDatabase(this.targets.find(ref, options), change);
    return this.observer.observe(ref, options);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    await rotatePassword(this.targets.find(ref, options));
    return this.observer.observe(ref, options);
  }

  async rotateLogin(
    ref: string,
    request: RotateLogin,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    await rotateLogin(this.targets.find(ref, options), request);
    return this.observer.observe(ref, options);
  }

  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const { signal } = options;
    await removeDatabase(this.targets.find(ref, options), request);
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
    return revealCredentials(this.targets.find(ref), observed.recorded);
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
    const { signal } = options;
    const { connections } = this.targets.find(ref);
    const { server } = connections;
    const { name } = request;
    const target = this.targets.of(connections, name, { signal });
    const source = await this.backups.sourceOf(ref, options);
    const existing = await this.observer
      .read(target.ref, { signal })
      .then(({ observed }) => observed.recorded.record?.restore)
      .catch(ignoreNotFound);
    const restore = planRestore(source, request, existing);
    const restores = this.restores.get(server.id);
    // A repeated request for a finished restore needs no dump.
    if (!existing?.finishedAt) await restores?.requireDump(name, restore);
    const created = restoreRequest(server, request, source.record, restore);
    await createDatabase(target, created, options);
    void restores?.start(target);
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
    const { signer } = this.services;
    await Promise.all(
      this.servers.map(async connections => {
        try {
          const databases = await reconcileServer(
            connections,
            signer,
            ({ name }) => this.targets.of(connections, name, { signal }),
            signal,
          );
          const restores = this.restores.get(connections.server.id);
          // Before a restore of this process has the lock.
          await restores?.removeUnused(connections, signer, signal);
          restores?.resume(databases, ({ name }) =>
            this.targets.of(connections, name, {}),
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
}

function ignoreNotFound(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error;
}
