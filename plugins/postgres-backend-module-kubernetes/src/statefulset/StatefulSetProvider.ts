import { ConflictError } from '@backstage/errors';
import type {
  Backup,
  Backups,
  Connection,
  Database,
  CreateBackup,
  DatabaseSpec,
  Health,
  ProviderDescription,
  RemoveDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  checkBound,
  DatabaseObserver,
  KubernetesProvider,
  LiveObjects,
  NO_PREVIOUS_STATE,
  quotaUsageOf,
  recordOf,
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
import { message } from './messages';
import {
  databaseModel,
  PROVIDER_ID,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from './model';
import {
  connectionOf,
  evaluate,
  evidence,
  healthOf,
  observe,
  operationsOf,
  toDatabase,
} from './observe';
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

  /** @throws ConflictError for an adopted database: its other parts are not known. */
  async remove(
    ref: string,
    request: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    const { client } = this.lookup.context(ref);
    const { resource } = databaseModel.kinds.clusters;
    const live = await client.get(resource, databaseModel.keyOf(ref), options);
    if (recordOf(live?.metadata.annotations).adopted)
      throw new ConflictError(message('adoptedStays').text);
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
    const { snapshot } = await this.target(ref, options);
    return healthOf(snapshot, this.#observer.previousStateOf(ref), new Date());
  }
}
