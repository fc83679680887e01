import { NotFoundError } from '@backstage/errors';
import {
  type Backup,
  type Backups,
  type Connection,
  type CreateBackup,
  type Database,
  type DatabaseSpec,
  type Health,
  invalidField,
  parseDatabaseRef,
  type ProviderDescription,
  type RemoveDatabase,
  type RevealedCredentials,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ClassifiedSpec,
  OptionClass,
  QuotaUsage,
  PostgresProvider,
  ProviderCallOptions,
  ProviderConnection,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
} from '@pgstage/backstage-plugin-postgres-node';
import type { RegionApi } from '../aws';
import { listBackups } from '../backups';
import {
  healthOf,
  observedDatabase,
  refOf,
  RegionWatch,
  sources,
  supportEndedAt,
  type WatchServices,
} from '../observe';
import { connectionOf } from '../recipes';
import {
  bindDatabase,
  changeDatabase,
  checkSpec,
  createDatabase,
  createSnapshot,
  deleteSnapshot,
  hibernateDatabase,
  reconcileRegion,
  removeDatabase,
  restartDatabase,
  restoreDatabase,
  revealCredentials,
  rotatePassword,
  switchOver,
  type WriteTarget,
} from '../write';
import { classifyOptions } from './classifyOptions';
import { describeProvider } from './describe';
import { quotaUsageOf } from './quotaUsageOf';
import { plannedDatabase } from './plannedDatabase';

/** The services of the provider. */
export interface RdsProviderOptions extends WatchServices {
  regions: RegionApi[];
}

/** Databases on Amazon RDS for PostgreSQL, one instance each. */
export class RdsProvider implements PostgresProvider {
  readonly id = 'aws-rds';
  readonly evidence = sources;
  readonly bind = this.#writing(bindDatabase);
  readonly change = this.#writing(changeDatabase);
  readonly restart = this.#writing(restartDatabase);
  readonly switchover = this.#writing(switchOver);
  readonly hibernate = this.#writing(hibernateDatabase);
  readonly deleteBackup = this.#writing(deleteSnapshot, watch =>
    watch.detailsChanged(),
  );
  readonly #watches: Map<string, RegionWatch>;

  constructor(private readonly options: RdsProviderOptions) {
    this.#watches = new Map(
      options.regions.map(api => [
        api.config.id,
        new RegionWatch(api, options),
      ]),
    );
  }

  async describe(): Promise<ProviderDescription> {
    return describeProvider(this.id, [...this.#watches.values()]);
  }

  async connect(connection: ProviderConnection): Promise<void> {
    for (const watch of this.#watches.values()) watch.start(connection);
  }

  async disconnect(): Promise<void> {
    for (const watch of this.#watches.values()) {
      watch.stop();
      watch.api.close();
    }
  }

  async refresh(ref: string, options?: ProviderCallOptions): Promise<void> {
    const { watch, name } = this.#locate(ref);
    try {
      await watch.observe(name, options);
    } catch (error) {
      // Its removal was reported.
      if (!(error instanceof NotFoundError)) throw error;
    }
  }

  classifyOptions(
    _location: string,
    spec: ClassifiedSpec,
    existing?: ClassifiedSpec,
  ): Record<string, OptionClass> {
    return classifyOptions(spec, existing);
  }

  quotaUsageOf(location: string, spec: DatabaseSpec): QuotaUsage {
    return quotaUsageOf(this.#watch(location).api.config, spec);
  }

  async create(
    request: ProvisionDatabase,
    { dryRun, actor, ...options }: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    const { location, name } = request;
    const watch = this.#watches.get(location);
    if (!watch)
      throw invalidField(
        'location',
        `must be one of: ${[...this.#watches.keys()].join(', ')}`,
      );
    const spec = checkSpec(watch.api.config, name, request);
    const target = this.#target(watch, name, options);
    await createDatabase(target, { request, spec }, { actor, dryRun });
    return dryRun
      ? plannedDatabase(request, spec)
      : watch.observe(name, options);
  }

  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const { watch, name } = this.#locate(ref);
    await removeDatabase(this.#target(watch, name, options), request);
    await this.refresh(ref, options);
    watch.detailsChanged();
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    const { watch, name } = this.#locate(ref);
    const backup = await createSnapshot(
      this.#target(watch, name, options),
      request,
    );
    watch.detailsChanged();
    return backup;
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    { actor, ...options }: ProviderWriteOptions,
  ): Promise<Database> {
    const { watch, name } = this.#locate(ref);
    const { observation } = await watch.recall(name, options);
    await restoreDatabase(
      this.#target(watch, name, options),
      this.#target(watch, request.name, { signal: options.signal }),
      request,
      {
        actor,
        supportEndedAt: version => supportEndedAt(observation.details, version),
      },
    );
    return watch.observe(request.name, options);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const { watch, name } = this.#locate(ref);
    await rotatePassword(this.#target(watch, name, options));
    return watch.observe(name, options);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    const { watch, name } = this.#locate(ref);
    return revealCredentials(this.#target(watch, name, options));
  }

  async connection(
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<Connection> {
    const { watch, name } = this.#locate(ref);
    const { observation, recorded } = await watch.recall(name, options);
    return connectionOf(
      observation.config,
      observedDatabase(observation, recorded),
    );
  }

  async health(ref: string, options?: ProviderCallOptions): Promise<Health> {
    const { watch, name } = this.#locate(ref);
    const { observation, recorded } = await watch.recall(name, options);
    return healthOf(observation, observedDatabase(observation, recorded));
  }

  async listBackups(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Backups> {
    const { watch, name } = this.#locate(ref);
    const { observation, recorded } = await watch.recall(name, options);
    return listBackups(watch.api, observation, recorded, options);
  }

  async reconcile({ signal }: ProviderCallOptions): Promise<void> {
    const { signer, logger } = this.options;
    await Promise.all(
      this.options.regions.map(async api => {
        try {
          await reconcileRegion({ api, signer, logger, signal });
        } catch (error) {
          signal?.throwIfAborted();
          logger.warn(`Could not reconcile: ${(error as Error).message}`);
        }
      }),
    );
  }

  /** Returns a method that writes to a database and returns what was observed afterwards. */
  #writing<Request, Options extends ProviderWriteOptions>(
    work: (
      target: WriteTarget,
      request: Request,
      options: Options,
    ) => Promise<void>,
    afterwards?: (watch: RegionWatch) => void,
  ) {
    return async (
      ref: string,
      request: Request,
      options: Options,
    ): Promise<Database> => {
      const { watch, name } = this.#locate(ref);
      await work(this.#target(watch, name, options), request, options);
      afterwards?.(watch);
      return watch.observe(name, options);
    };
  }

  /** @throws NotFoundError if no such region is configured */
  #locate(ref: string): { watch: RegionWatch; name: string } {
    const { location, name } = parseDatabaseRef(ref);
    return { watch: this.#watch(location), name };
  }

  #watch(location: string): RegionWatch {
    const watch = this.#watches.get(location);
    if (watch) return watch;
    throw new NotFoundError(
      `Account and region '${location}' are not configured`,
    );
  }

  #target(
    { api }: RegionWatch,
    name: string,
    { recordVersion, signal }: Partial<ProviderWriteOptions>,
  ): WriteTarget {
    return {
      ref: refOf(api.config.id, name),
      name,
      api,
      signer: this.options.signer,
      recordVersion,
      signal,
    };
  }
}
