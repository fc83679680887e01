import type {
  Database,
  DatabaseSpec,
  Manifests,
  ProviderDescription,
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
  readonly createBackup = this.attempting(operate.createBackup);
  readonly restart = this.operating(operate.restart);
  readonly switchover = this.operating(operate.switchover);
  readonly hibernate = this.operating(operate.hibernate);
  readonly fence = this.operating(operate.fence);
  readonly destroyInstance = this.operating(operate.destroyInstance);

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

  rotatePassword(ref: string, options: ProviderWriteOptions) {
    const operation = (context: ClusterContext) =>
      operate.rotatePassword(context, ref, options);
    return this.operate(operation, ref, {}, options);
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

  revealCredentials(ref: string, options: ProviderWriteOptions) {
    return this.attempt(ref, options, ({ context }) =>
      operate.revealCredentials(context, ref, options),
    );
  }

  async connection(ref: string, options: ProviderCallOptions = {}) {
    return connectionOf(await this.ready(ref, options), ref);
  }

  async health(ref: string, options: ProviderCallOptions = {}) {
    await this.ready(ref, options);
    return this.observer.health(ref, options);
  }

  async listBackups(ref: string, options: ProviderCallOptions = {}) {
    return readBackups(await this.ready(ref, options), ref, options);
  }
}
