import type {
  Backup,
  Backups,
  Connection,
  Database,
  CreateBackup,
  DatabaseSpec,
  Health,
  PromoteDatabase,
  ProviderDescription,
  RemoveDatabase,
  RestartDatabase,
  RevealedCredentials,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  checkBound,
  DatabaseObserver,
  KubernetesProvider,
  LiveObjects,
  NO_PREVIOUS_STATE,
  postgresLine,
  quotaUsageOf,
  type KubernetesObject,
  type PreviousState,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type {
  PostgresProvider,
  ProviderCallOptions,
  ProviderWriteOptions,
  ProvisionRestore,
  QuotaUsage,
} from '@pgstage/backstage-plugin-postgres-node';
import { sectionOf, takeBackup } from './backups';
import { restore } from './backups/restore';
import { describeProvider } from './describe';
import {
  databaseModel,
  PROVIDER_ID,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from './model';
import { readServerMetrics } from './monitoring';
import {
  connectionOf,
  evaluate,
  evidence,
  healthOf,
  observe,
  operationsOf,
  toDatabase,
} from './observe';
import * as operate from './operate';
import { promote } from './promote/promote';
import * as write from './write';

/** The provider of databases that run in StatefulSets, without an operator. */
export class StatefulSetProvider
  extends KubernetesProvider<
    StatefulSetSnapshot,
    StatefulSetContext,
    PreviousState
  >
  implements PostgresProvider
{
  readonly id = PROVIDER_ID;
  readonly evidence = evidence;
  readonly #objects: LiveObjects<StatefulSetSnapshot, StatefulSetContext>;
  readonly #observer: DatabaseObserver<
    StatefulSetSnapshot,
    StatefulSetContext,
    PreviousState
  >;

  constructor(contexts: StatefulSetContext[]) {
    const now = () => new Date();
    const objects = new LiveObjects<StatefulSetSnapshot, StatefulSetContext>(
      databaseModel,
    );
    const observer = new DatabaseObserver<
      StatefulSetSnapshot,
      StatefulSetContext,
      PreviousState
    >(
      contexts,
      databaseModel,
      () => ({ noPreviousState: NO_PREVIOUS_STATE, evaluate }),
      now,
    );
    super(contexts, {
      write: {
        create: write.create,
        change: write.change,
        // Only the Service is known: nothing about the server can be recorded.
        specFromLive: () => ({}),
      },
      objects,
      observer,
      orphans: write.orphans,
      reconcile: write.reconcileRules,
      followUp: write.followUpRules,
      logs: {
        container: 'postgres',
        parse: postgresLine,
        instancesOf: snapshot => observe(snapshot).facts.instances,
      },
      databaseOf: ({ name }, object) =>
        toDatabase(databaseModel.withoutParts(name, object), now()),
    });
    this.#objects = objects;
    this.#observer = observer;
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeProvider(this.contexts, signal);
  }

  quotaUsageOf(location: string, spec: DatabaseSpec): QuotaUsage {
    return quotaUsageOf(this.at(location).config, spec);
  }

  /** Volume claims and Secrets are deleted first: with the Service they would stay. */
  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const context = this.lookup.context(ref);
    await write.beginRemoval(context, ref, request, options);
    await super.remove(ref, request, options);
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    return this.attempt(ref, options, async target => {
      checkBound(target.snapshot.cluster);
      const planOf = (live: KubernetesObject) =>
        write.recordedPlan(target.context, live);
      return takeBackup(this.#objects, target, planOf, request, options);
    });
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const restored = await this.attempt(ref, options, async target => {
      checkBound(target.snapshot.cluster);
      return restore(this.#objects, target, request, options);
    });
    return this.observeLive(this.lookup.context(ref), restored, options);
  }

  async listBackups(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Backups> {
    const { context, snapshot } = await this.target(ref, options);
    const { facts } = observe(snapshot);
    const operations = operationsOf(snapshot, facts);
    return sectionOf(context, snapshot, operations, new Date());
  }

  rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    return this.#operate(ref, options, target =>
      operate.rotatePassword(target, options),
    );
  }

  restart(
    ref: string,
    request: RestartDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    return this.#operate(ref, options, target =>
      operate.restart(target, request, options),
    );
  }

  promote(
    ref: string,
    request: PromoteDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    return this.#operate(ref, options, target =>
      promote(target, request, options),
    );
  }

  revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    return this.attempt(ref, options, target =>
      operate.revealCredentials(target, options),
    );
  }

  async connection(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Connection> {
    const { snapshot } = await this.target(ref, options);
    return connectionOf(snapshot);
  }

  async health(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Health> {
    const { context, snapshot } = await this.target(ref, options);
    const { signal } = options;
    const metrics = await readServerMetrics(context.client, snapshot, signal);
    const before = this.#observer.previousStateOf(ref);
    return healthOf(snapshot, before, metrics, new Date());
  }

  /** Runs an operation, and returns the database after it. */
  async #operate(
    ref: string,
    options: ProviderWriteOptions,
    operation: (target: operate.Target) => Promise<void>,
  ): Promise<Database> {
    const { context } = await this.attempt(ref, options, async target => {
      await operation(target);
      return target;
    });
    return this.observeLive(context, ref, options);
  }
}
