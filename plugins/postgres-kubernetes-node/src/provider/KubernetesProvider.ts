import { NotImplementedError } from '@backstage/errors';
import {
  invalidField,
  type Binding,
  type ChangeDatabase,
  type Database,
  type Logs,
  type ReadLogs,
  type RemoveDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderCallOptions,
  ProviderConnection,
  ProviderWriteOptions,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import { unknownState } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { KubernetesObject } from '../cluster';
import { readLogs } from '../logs';
import { DatabaseLookup } from '../model/DatabaseLookup';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import { checkBound } from '../operate/preconditions';
import { bindDatabase } from '../write/bind';
import { changeLive } from '../write/changeLive';
import { FollowUp } from '../write/FollowUp';
import type { LiveDatabase } from '../write/LiveObjects';
import { Reconciler } from '../write/Reconciler';
import { removeDatabase } from '../write/remove';
import { isRejection } from './isRejection';
import type { ProviderOperation, ProviderRules } from './ProviderRules';

/**
 * Base of every provider of databases on Kubernetes. Writers write to
 * Kubernetes, the observer reports from the caches of the watches: every
 * response is based on what the cluster returned.
 *
 * @public
 */
export abstract class KubernetesProvider<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
  TPrevious,
> {
  protected readonly lookup: DatabaseLookup<TSnapshot, Context>;
  readonly #reconcilers: Map<Context, Reconciler<TSnapshot, Context>>;
  /** Refs whose databases are being removed. */
  readonly #removing = new Set<string>();
  #followUp?: FollowUp<TSnapshot, Context>;

  constructor(
    protected readonly contexts: Context[],
    private readonly rules: ProviderRules<TSnapshot, Context, TPrevious>,
  ) {
    const { model } = rules.objects;
    this.lookup = new DatabaseLookup(contexts, model);
    this.#reconcilers = new Map(
      contexts.map(context => [
        context,
        new Reconciler(context, model, rules.reconcile),
      ]),
    );
  }

  connect(connection: ProviderConnection): Promise<void> {
    this.#followUp?.stop();
    this.#followUp = new FollowUp(
      connection,
      this.lookup,
      this.rules.followUp,
      this.#removing,
    );
    return this.rules.observer.start(this.#followUp);
  }

  async disconnect(): Promise<void> {
    this.rules.observer.stop();
    this.#followUp?.stop();
    this.contexts.forEach(context => context.stop());
  }

  async create(
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    options.signal?.throwIfAborted();
    const context = this.at(request.location);
    const { cluster, exists } = await this.rules.write.create(
      context,
      request,
      options,
    );
    return exists
      ? this.observeWritten(context, cluster, options)
      : this.planned(context, cluster);
  }

  async bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database> {
    const context = this.lookup.context(ref);
    const { objects, write } = this.rules;
    const specFromLive = (live: KubernetesObject) => write.specFromLive(live);
    const request = { context, ref, binding, specFromLive };
    const bound = await bindDatabase(objects, request, options);
    return this.observeWritten(context, bound, options);
  }

  async change(
    ref: string,
    request: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = this.lookup.context(ref);
    const { objects, write } = this.rules;
    const { signal } = options;
    const changed = await changeLive(
      objects,
      context,
      ref,
      live => write.change(context, ref, live, request, signal),
      options,
    );
    return this.observeWritten(context, changed, options);
  }

  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const context = this.lookup.context(ref);
    const { orphans } = this.rules;
    this.#removing.add(ref);
    try {
      await removeDatabase(orphans, context, ref, request, options);
      // Its deletion was reported before this call, so nothing else removes it
      // from the set.
      if (!this.lookup.find(ref)) this.#removing.delete(ref);
    } catch (error) {
      this.#removing.delete(ref);
      throw error;
    }
  }

  async readLogs(
    ref: string,
    request: ReadLogs,
    options: ProviderWriteOptions,
  ): Promise<Logs> {
    return this.attempt(ref, options, async target => {
      const { logs, objects } = this.rules;
      if (!logs) throw new NotImplementedError('Logs are not read');
      checkBound(target.snapshot.cluster);
      await objects.of(target, options);
      return readLogs(logs, target, request, options);
    });
  }

  async reconcile(options: ProviderCallOptions): Promise<void> {
    await Promise.all(
      [...this.#reconcilers].map(async ([context, reconciler]) => {
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

  /** Returns a method that runs an operation, and returns its result. */
  protected attempting<T, R>(operation: ProviderOperation<Context, T, R>) {
    return (ref: string, request: T, options: ProviderWriteOptions) =>
      this.attempt(ref, options, ({ context }) =>
        operation(context, ref, request, options),
      );
  }

  /** Returns a method that runs an operation, and returns the database after it. */
  protected operating<T>(operation: ProviderOperation<Context, T>) {
    return (ref: string, request: T, options: ProviderWriteOptions) =>
      this.operate(operation, ref, request, options);
  }

  /** Runs an operation, and returns the database after it. */
  protected async operate<T>(
    operation: ProviderOperation<Context, T>,
    ref: string,
    request: T,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = await this.attempt(ref, options, async target => {
      await operation(target.context, ref, request, options);
      return target.context;
    });
    return this.observeLive(context, ref, options);
  }

  /**
   * Runs an operation. If it is rejected, the live object is read again: a caller
   * with an outdated record gets RecordChangedError, not a conflict of the
   * operation. After any other failure, something may have been written.
   */
  protected async attempt<T>(
    ref: string,
    options: ProviderWriteOptions,
    operation: (target: LiveDatabase<TSnapshot, Context>) => Promise<T>,
  ): Promise<T> {
    const target = await this.target(ref, options);
    try {
      return await operation(target);
    } catch (error) {
      if (!isRejection(error)) throw error;
      throw (await this.#changeSince(target, options)) ?? error;
    }
  }

  /** Returns the error if the database is not the one that rights were checked on; undefined if it is, or that is not known. */
  async #changeSince(
    target: LiveDatabase<TSnapshot, Context>,
    options: ProviderWriteOptions,
  ): Promise<unknown> {
    try {
      await this.rules.objects.of(target, options);
      return undefined;
    } catch (error) {
      return isRejection(error) ? error : undefined;
    }
  }

  /** Returns the database of a ref, once the cache has the version of the API server. */
  protected async observeLive(
    context: Context,
    ref: string,
    options: ProviderCallOptions,
  ): Promise<Database> {
    const object = await this.rules.objects.get(context, ref, options.signal);
    return this.observeWritten(context, object, options);
  }

  /** Returns the database once the cache has what was written, or from the write itself if that takes too long. */
  private async observeWritten(
    context: Context,
    object: KubernetesObject,
    { signal }: ProviderCallOptions,
  ): Promise<Database> {
    const { objects, observer, databaseOf } = this.rules;
    const isCached = await objects.waitForCache(context, object, signal);
    const { namespace = '', name } = object.metadata;
    const key = { cluster: context.name, namespace, name };
    return isCached
      ? observer.observe(objects.model.refOf(key))
      : databaseOf(context, object);
  }

  /** Returns the result of a dry run: the database as it would be created. */
  private planned(context: Context, object: KubernetesObject): Database {
    const database = this.rules.databaseOf(context, object);
    return { ...database, ...unknownState(database.observedAt) };
  }

  /** Returns the context of a ref, once everything in its cluster was read. @throws NotFoundError */
  protected async ready(
    ref: string,
    { signal }: ProviderCallOptions,
  ): Promise<Context> {
    const context = this.lookup.context(ref);
    await context.ready(signal);
    return context;
  }

  /** Returns the context and snapshot of a ref, once everything in its cluster was read. @throws NotFoundError */
  protected async target(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<LiveDatabase<TSnapshot, Context>> {
    const context = await this.ready(ref, options);
    return { context, snapshot: this.lookup.get(ref) };
  }

  /** @throws InvalidFieldsError that lists the existing locations. */
  protected at(location: string): Context {
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
