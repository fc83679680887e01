import { NotFoundError } from '@backstage/errors';
import {
  type Backup,
  type Backups,
  type ChangeDatabase,
  type Connection,
  type CreateBackup,
  type Database,
  type DatabaseSpec,
  type Health,
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
import { listBackups } from '../backups';
import {
  healthOf,
  observedDatabase,
  type RegionWatch,
  sources,
  supportEndedAt,
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
import { type RdsProviderOptions, Regions } from './Regions';
import { plannedDatabase } from './plannedDatabase';

/** Databases on Amazon RDS for PostgreSQL, one instance each. */
export class RdsProvider implements PostgresProvider {
  readonly id = 'aws-rds';
  readonly evidence = sources;
  readonly bind = this.#writing(bindDatabase);
  readonly change = this.#writing(
    async (target: WriteTarget, change: ChangeDatabase) => {
      const { ref } = target;
      const { entries } = this.#regions.locate(ref);
      await changeDatabase(target, change, options =>
        entries.verify(ref, options, target),
      );
    },
  );
  readonly restart = this.#writing(restartDatabase);
  readonly switchover = this.#writing(switchOver);
  readonly hibernate = this.#writing(hibernateDatabase);
  readonly deleteBackup = this.#writing(deleteSnapshot, watch =>
    watch.detailsChanged(),
  );
  readonly #regions: Regions;

  constructor(private readonly options: RdsProviderOptions) {
    this.#regions = new Regions(options);
  }

  async describe(): Promise<ProviderDescription> {
    return describeProvider(
      this.id,
      this.#regions.all.map(({ watch }) => watch),
    );
  }

  async connect(connection: ProviderConnection): Promise<void> {
    for (const { watch } of this.#regions.all) watch.start(connection);
  }

  async disconnect(): Promise<void> {
    for (const { watch } of this.#regions.all) {
      watch.stop();
      watch.api.close();
    }
  }

  async refresh(ref: string, options?: ProviderCallOptions): Promise<void> {
    const { watch, name } = this.#regions.locate(ref);
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
    return quotaUsageOf(this.#regions.at(location).watch.api.config, spec);
  }

  async create(
    request: ProvisionDatabase,
    { dryRun, actor, ...options }: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    const { location, name } = request;
    const region = this.#regions.requested(location);
    const { watch, entries } = region;
    const spec = checkSpec(watch.api.config, name, request);
    const target = this.#regions.target(region, name, options);
    await entries.verify(target.ref, spec.options, options);
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
    const { watch, entries, target } = this.#target(ref, options);
    await removeDatabase(target, request);
    await this.refresh(ref, options);
    watch.detailsChanged();
    await entries.remove(ref, options);
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    const { watch, target } = this.#target(ref, options);
    const backup = await createSnapshot(target, request);
    watch.detailsChanged();
    return backup;
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    { actor, ...options }: ProviderWriteOptions,
  ): Promise<Database> {
    const region = this.#regions.locate(ref);
    const { watch, name } = region;
    const { observation } = await watch.recall(name, options);
    const { signal } = options;
    await restoreDatabase(
      this.#regions.target(region, name, options),
      this.#regions.target(region, request.name, { signal }),
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
    const { watch, target } = this.#target(ref, options);
    await rotatePassword(target);
    return watch.observe(target.name, options);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    return revealCredentials(this.#target(ref, options).target);
  }

  async connection(
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<Connection> {
    const { watch, name } = this.#regions.locate(ref);
    const { observation, recorded } = await watch.recall(name, options);
    return connectionOf(
      observation.config,
      observedDatabase(observation, recorded),
      observation.entries?.get(ref),
    );
  }

  async health(ref: string, options?: ProviderCallOptions): Promise<Health> {
    const { watch, name } = this.#regions.locate(ref);
    const { observation, recorded } = await watch.recall(name, options);
    return healthOf(observation, observedDatabase(observation, recorded));
  }

  async listBackups(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Backups> {
    const { watch, name } = this.#regions.locate(ref);
    const { observation, recorded } = await watch.recall(name, options);
    return listBackups(watch.api, observation, recorded, options);
  }

  async reconcile({ signal }: ProviderCallOptions): Promise<void> {
    const { signer, logger } = this.options;
    await Promise.all(
      this.#regions.all.map(async ({ watch: { api }, entries }) => {
        try {
          await reconcileRegion({ api, signer, logger, entries, signal });
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
      const { watch, target } = this.#target(ref, options);
      await work(target, request, options);
      afterwards?.(watch);
      return watch.observe(target.name, options);
    };
  }

  #target(ref: string, options: ProviderWriteOptions) {
    const { name, ...region } = this.#regions.locate(ref);
    return { ...region, target: this.#regions.target(region, name, options) };
  }
}
