import type {
  Backup,
  Backups,
  Connection,
  CreateBackup,
  Database,
  DatabaseSpec,
  FenceDatabase,
  Health,
  HibernateDatabase,
  Manifests,
  ProviderDescription,
  DestroyInstance,
  RestartDatabase,
  RevealedCredentials,
  SwitchoverDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  QuotaUsage,
  ClassifiedSpec,
  OptionClass,
  PostgresProvider,
  ProviderCallOptions,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  kubernetesEvidence,
  quotaUsageOf,
  KubernetesProvider,
  type PreviousState,
  checkAllowedNamespace,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { describeProvider } from './describe';
import { instanceManagerLine } from './logs/instanceManagerLine';
import {
  type ClusterContext,
  snapshotWithoutParts,
  PROVIDER_ID,
  liveClusters,
  type CloudNativePgSnapshot,
} from './model';
import {
  CloudNativePgObserver,
  factsOf,
  readBackups,
  toDatabase,
} from './observe';
import * as operate from './operate';
import { connectionOf } from './recipes';
import * as write from './write';

/** The provider of databases that the operator CloudNativePG runs. */
export class CloudNativePgProvider
  extends KubernetesProvider<
    CloudNativePgSnapshot,
    ClusterContext,
    PreviousState
  >
  implements PostgresProvider
{
  readonly id = PROVIDER_ID;
  readonly evidence = kubernetesEvidence;

  constructor(
    contexts: ClusterContext[],
    private readonly observer = new CloudNativePgObserver(contexts),
  ) {
    super(contexts, {
      write: {
        create: write.create,
        change: write.change,
        specFromLive: write.specFromLive,
      },
      objects: liveClusters,
      observer,
      orphans: write.orphans,
      reconcile: write.reconcileRules,
      followUp: write.followUpRules,
      logs: {
        container: 'postgres',
        parse: instanceManagerLine,
        instancesOf: snapshot => factsOf(snapshot).instances,
      },
      databaseOf: ({ name }, object) =>
        toDatabase(snapshotWithoutParts(name, object), new Date()),
    });
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeProvider(this.contexts, signal);
  }

  classifyOptions(
    _location: string,
    spec: ClassifiedSpec,
    existing?: ClassifiedSpec,
  ): Record<string, OptionClass> {
    return write.optionClasses.of(spec, existing);
  }

  quotaUsageOf(location: string, spec: DatabaseSpec): QuotaUsage {
    return quotaUsageOf(this.at(location).config, spec);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const operation = (context: ClusterContext) =>
      operate.rotatePassword(context, ref, options);
    return this.operate(operation, ref, {}, options);
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    return this.attempt(ref, options, ({ context }) =>
      operate.createBackup(context, ref, request, options),
    );
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

  destroyInstance(
    ref: string,
    request: DestroyInstance,
    options: ProviderWriteOptions,
  ) {
    return this.operate(operate.destroyInstance, ref, request, options);
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const restored = await this.attempt(ref, options, ({ context }) =>
      operate.restore(context, ref, request, options),
    );
    return this.observeLive(this.lookup.context(ref), restored, options);
  }

  async render(request: ProvisionDatabase): Promise<Manifests> {
    const context = this.at(request.location);
    const plan = write.planOf(context.config, request);
    checkAllowedNamespace(context, write.targetRequestOf(plan));
    return write.render(plan);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    return this.attempt(ref, options, ({ context }) =>
      operate.revealCredentials(context, ref, options),
    );
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
}
