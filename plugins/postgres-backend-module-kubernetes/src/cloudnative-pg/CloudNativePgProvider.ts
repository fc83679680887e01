import type {
  Backup,
  Backups,
  Binding,
  ChangeDatabase,
  Connection,
  CreateBackup,
  Database,
  DatabaseSpec,
  FenceDatabase,
  Health,
  HibernateDatabase,
  Manifests,
  ProviderDescription,
  RemoveDatabase,
  RemoveMember,
  RestartDatabase,
  RevealedCredentials,
  SwitchoverDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type {
  Footprint,
  OptionClass,
  PostgresProvider,
  ProviderCallOptions,
  ProviderConnection,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  type KubernetesObject,
  FollowUp,
  Reconciler,
  removeDatabase,
  refuseOtherPlace,
  footprintOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { describeProvider } from './describe';
import {
  type ClusterContext,
  foundAlone,
  Lookup,
  PROVIDER_ID,
  databaseModel,
  liveClusters,
  type FoundDatabase,
} from './model';
import { CloudNativePgObserver, readBackups, toDatabase } from './observe';
import * as operate from './operate';
import { plannedDatabase } from './plannedDatabase';
import { connectionOf } from './recipes';
import * as write from './write';

/**
 * Databases by the operator CloudNativePG. Writers write to Kubernetes, the
 * observer tells from memory what the watches have seen: nothing is answered
 * that the cluster did not say.
 */
export class CloudNativePgProvider implements PostgresProvider {
  readonly id = PROVIDER_ID;
  private readonly observer: CloudNativePgObserver;
  private readonly lookup: Lookup;
  private readonly reconcilers: Map<
    ClusterContext,
    Reconciler<FoundDatabase, ClusterContext>
  >;
  /** Refs whose Clusters are on their way out. */
  private readonly removing = new Set<string>();
  private followUp?: FollowUp<FoundDatabase, ClusterContext>;

  constructor(private readonly contexts: ClusterContext[]) {
    this.observer = new CloudNativePgObserver(contexts);
    this.lookup = new Lookup(contexts);
    this.reconcilers = new Map(
      contexts.map(context => [
        context,
        new Reconciler(context, databaseModel, write.reconcileRules),
      ]),
    );
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeProvider(this.contexts, signal);
  }

  connect(connection: ProviderConnection): Promise<void> {
    this.followUp?.stop();
    this.followUp = new FollowUp(
      connection,
      this.lookup,
      write.followUpRules,
      this.removing,
    );
    return this.observer.start(this.followUp);
  }

  async disconnect(): Promise<void> {
    this.observer.stop();
    this.followUp?.stop();
    this.contexts.forEach(context => context.stop());
  }

  async create(
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    options.signal?.throwIfAborted();
    const context = this.at(request.location);
    const { cluster, exists } = await write.create(context, request, options);
    return exists
      ? this.answer(context, cluster, options)
      : plannedDatabase(context, cluster);
  }

  classifyOptions(
    _location: string,
    options: Record<string, unknown>,
    existing?: Record<string, unknown>,
  ): Record<string, OptionClass> {
    return write.optionClasses.of(options, existing);
  }

  footprintOf(location: string, spec: DatabaseSpec): Footprint {
    return footprintOf(this.at(location).config, spec);
  }

  async bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database> {
    const context = this.lookup.context(ref);
    const cluster = await write.bind(context, ref, binding, options);
    return this.answer(context, cluster, options);
  }

  async change(
    ref: string,
    change: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = this.lookup.context(ref);
    const cluster = await write.change(context, ref, change, options);
    return this.answer(context, cluster, options);
  }

  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const context = this.lookup.context(ref);
    this.removing.add(ref);
    try {
      await removeDatabase(write.leftovers, context, ref, request, options);
    } catch (error) {
      this.removing.delete(ref);
      throw error;
    }
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = await this.ready(ref, options);
    await operate.rotatePassword(context, ref, options);
    return this.observer.observe(ref);
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    const context = await this.ready(ref, options);
    return operate.createBackup(context, ref, request, options);
  }

  restart(
    ref: string,
    request: RestartDatabase,
    options: ProviderWriteOptions,
  ) {
    return this.operate(operate.restart, ref, request, options);
  }

  switchover(
    ref: string,
    request: SwitchoverDatabase,
    options: ProviderWriteOptions,
  ) {
    return this.operate(operate.switchover, ref, request, options);
  }

  hibernate(
    ref: string,
    request: HibernateDatabase,
    options: ProviderWriteOptions,
  ) {
    return this.operate(operate.hibernate, ref, request, options);
  }

  fence(ref: string, request: FenceDatabase, options: ProviderWriteOptions) {
    return this.operate(operate.fence, ref, request, options);
  }

  removeMember(
    ref: string,
    request: RemoveMember,
    options: ProviderWriteOptions,
  ) {
    return this.operate(operate.removeMember, ref, request, options);
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = await this.ready(ref, options);
    const restored = await operate.restore(context, ref, request, options);
    const cluster = await liveClusters.get(context, restored, options.signal);
    return this.answer(context, cluster, options);
  }

  async render(request: ProvisionDatabase): Promise<Manifests> {
    const context = this.at(request.location);
    const plan = write.planOf(context.config, request);
    refuseOtherPlace(context, write.targetRequestOf(plan));
    return write.render(plan);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    const context = await this.ready(ref, options);
    return operate.revealCredentials(context, ref, options);
  }

  async connection(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Connection> {
    return connectionOf(await this.ready(ref, options), ref);
  }

  async health(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Health> {
    await this.ready(ref, options);
    return this.observer.health(ref, options);
  }

  async listBackups(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Backups> {
    return readBackups(await this.ready(ref, options), ref, options);
  }

  async reconcile(options: ProviderCallOptions): Promise<void> {
    await Promise.all(
      [...this.reconcilers].map(async ([context, reconciler]) => {
        try {
          await reconciler.run(options);
        } catch (error) {
          options.signal?.throwIfAborted();
          context.logger.warn(
            `Could not reconcile: ${(error as Error).message}`,
          );
        }
      }),
    );
  }

  /** An operation, and then the database as it is after it. */
  private async operate<T>(
    operation: (
      context: ClusterContext,
      ref: string,
      request: T,
      options: ProviderWriteOptions,
    ) => Promise<void>,
    ref: string,
    request: T,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = await this.ready(ref, options);
    await operation(context, ref, request, options);
    const cluster = await liveClusters.get(context, ref, options.signal);
    return this.answer(context, cluster, options);
  }

  /** The database once memory has what was written; from the write itself where that takes too long. */
  private async answer(
    context: ClusterContext,
    cluster: KubernetesObject,
    { signal }: ProviderCallOptions,
  ): Promise<Database> {
    const seen = await liveClusters.settle(context, cluster, signal);
    const found = foundAlone(context.name, cluster);
    return seen
      ? this.observer.observe(found.ref)
      : toDatabase(found, new Date());
  }

  /** The cluster of a ref, once everything in it was read. @throws NotFoundError */
  private async ready(
    ref: string,
    { signal }: ProviderCallOptions,
  ): Promise<ClusterContext> {
    const context = this.lookup.context(ref);
    await context.ready(signal);
    return context;
  }

  /** @throws InvalidFieldsError that lists the locations there are. */
  private at(location: string): ClusterContext {
    const context = this.contexts.find(
      ({ name }) => name === location.split('/')[0],
    );
    if (context) return context;
    const locations = this.contexts.flatMap(({ name, config }) =>
      config.namespaces.map(namespace => `${name}/${namespace}`),
    );
    throw invalidField('location', `must be one of ${locations.join(', ')}`);
  }
}
