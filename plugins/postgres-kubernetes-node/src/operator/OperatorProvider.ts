import type {
  Backup,
  Backups,
  Connection,
  CreateBackup,
  Database,
  DatabaseSpec,
  Health,
  Manifests,
  ProviderDescription,
  RevealedCredentials,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  QuotaUsage,
  PostgresProvider,
  ProviderCallOptions,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
  SufficientSources,
} from '@pgstage/backstage-plugin-postgres-node';
import { checkNoInitSql } from '../initSql/checkInitSql';
import type { FullDatabaseModel } from '../model/databaseModelOf';
import { DatabaseObserver } from '../observe/DatabaseObserver';
import { healthInput } from '../observe/healthInput';
import {
  evaluateDatabase,
  type EvaluationRules,
} from '../observe/evaluateDatabase';
import {
  NO_PREVIOUS_STATE,
  type PreviousState,
} from '../observe/PreviousState';
import { memoize } from '../observe/memoize';
import { credentialSourceOf } from '../operate/loginPlace';
import { revealCredentials } from '../operate/revealCredentials';
import { rotatePassword } from '../operate/rotatePassword';
import { checkBound } from '../operate/preconditions';
import { quotaUsageOf } from '../options/quotaUsageOf';
import { KubernetesProvider } from '../provider/KubernetesProvider';
import { connectionOf } from '../recipes/connectionOf';
import { OrphanCleaner } from '../write/OrphanCleaner';
import { LiveObjects } from '../write/LiveObjects';
import { allOf } from '../write/Manifest';
import { manifestFiles } from '../write/manifestFiles';
import { backupsSectionOf } from './backupsSectionOf';
import { backUp } from './backUp';
import { describeOperator } from './describe';
import { followUpRulesOf } from './followUp';
import { healthOf } from './health';
import { evaluationRulesOf } from './evaluationRulesOf';
import type { OperatorSnapshot, ObservedSnapshot } from './OperatorReport';
import type {
  OperationRule,
  OperatorContext,
  OperatorRules,
  OperatorOperationInput,
} from './OperatorRules';
import { OperatorWriter } from './OperatorWriter';
import { restore } from './restore';
import { observeSnapshot } from './observeSnapshot';

/** A provider from rules, without its specific operations. */
export class OperatorProvider<TSnapshot extends OperatorSnapshot>
  extends KubernetesProvider<TSnapshot, OperatorContext, PreviousState>
  implements PostgresProvider
{
  readonly id: string;
  readonly evidence: SufficientSources;
  readonly #rules: OperatorRules<TSnapshot>;
  readonly #observe: (snapshot: TSnapshot) => ObservedSnapshot<TSnapshot>;
  readonly #evaluationRules: EvaluationRules<TSnapshot>;
  readonly #objects: LiveObjects<TSnapshot, OperatorContext>;
  readonly #observer: DatabaseObserver<
    TSnapshot,
    OperatorContext,
    PreviousState
  >;
  readonly #writer: OperatorWriter<TSnapshot>;

  constructor(
    rules: OperatorRules<TSnapshot>,
    model: FullDatabaseModel<TSnapshot>,
    contexts: OperatorContext[],
  ) {
    const observe = memoize((snapshot: TSnapshot) =>
      observeSnapshot(rules, snapshot),
    );
    const objects = new LiveObjects<TSnapshot, OperatorContext>(model);
    const writer = new OperatorWriter(rules, objects);
    const { kind, onRemoval } = rules.backups;
    const orphans = new OrphanCleaner(model, writer.parts, {
      kinds: onRemoval?.deletes ? [kind.resource] : [],
      last: [],
    });
    const evaluationRules = evaluationRulesOf(rules, observe);
    const evaluate = (
      snapshot: TSnapshot,
      now: Date,
      previousState: PreviousState,
    ) => evaluateDatabase(evaluationRules, snapshot, now, previousState);
    const databaseOf = (snapshot: TSnapshot) =>
      evaluate(snapshot, new Date(), NO_PREVIOUS_STATE).database;
    const observer = new DatabaseObserver<
      TSnapshot,
      OperatorContext,
      PreviousState
    >(
      contexts,
      model,
      () => ({ noPreviousState: NO_PREVIOUS_STATE, evaluate }),
      () => new Date(),
    );
    super(contexts, {
      write: writer,
      objects,
      observer,
      orphans,
      ...followUpRulesOf(rules, observe, databaseOf, orphans),
      logs: rules.logs && {
        ...rules.logs,
        instancesOf: snapshot => observe(snapshot).facts.instances,
      },
      databaseOf: ({ name }, object) =>
        databaseOf(model.withoutParts(name, object)),
    });
    this.id = rules.id;
    this.evidence = rules.evidence;
    this.#rules = rules;
    this.#observe = observe;
    this.#evaluationRules = evaluationRules;
    this.#objects = objects;
    this.#observer = observer;
    this.#writer = writer;
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeOperator(this.#rules, this.contexts, signal);
  }

  async render(request: ProvisionDatabase): Promise<Manifests> {
    const { manifests, record } = this.#writer.planOf(
      this.at(request.location),
      request,
    );
    checkNoInitSql(record.spec.options ?? {});
    return manifestFiles(allOf(manifests));
  }

  quotaUsageOf(location: string, spec: DatabaseSpec): QuotaUsage {
    return quotaUsageOf(this.at(location).config, spec);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const operation = async () => {
      const target = await this.#bound(ref, options);
      const source = credentialSourceOf(target.snapshot, target.observed);
      await rotatePassword(this.#objects, target, source, options);
    };
    return this.operate(operation, ref, {}, options);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    return this.attempt(ref, options, async () => {
      const target = await this.#bound(ref, options);
      const { secret } = credentialSourceOf(target.snapshot, target.observed);
      return revealCredentials(this.#objects, target, secret, options);
    });
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    return this.attempt(ref, options, async () => {
      const target = await this.#bound(ref, options);
      return backUp(this.#rules.backups, target, request, options);
    });
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const restored = await this.attempt(ref, options, async () => {
      const target = await this.#bound(ref, options);
      return restore(this.#rules, this.#writer, target, request, options);
    });
    return this.observeLive(this.lookup.context(ref), restored, options);
  }

  async connection(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Connection> {
    const { snapshot, observed, report } = await this.#target(ref, options);
    return connectionOf(snapshot, observed, report);
  }

  async health(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Health> {
    return this.#healthOf(ref, await this.#target(ref, options));
  }

  async listBackups(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Backups> {
    const target = await this.#target(ref, options);
    return backupsSectionOf(this.#rules, target, new Date());
  }

  /** Runs an operation of the rules and returns the database after it. */
  async run<Input>(
    { run }: OperationRule<TSnapshot, Input>,
    ref: string,
    input: Input,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const operation = async () => {
      const target = await this.#bound(ref, options);
      const health = this.#healthOf(ref, target);
      await run({ ...target, health }, input, options);
    };
    return this.operate(operation, ref, input, options);
  }

  /** Returns a bound database. @throws ConflictError if it belongs to no entity. */
  async #bound(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<Omit<OperatorOperationInput<TSnapshot>, 'health'>> {
    const target = await this.#target(ref, options);
    checkBound(target.snapshot.cluster);
    return target;
  }

  /** Returns a database with its observed snapshot. @throws NotFoundError */
  async #target(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<Omit<OperatorOperationInput<TSnapshot>, 'health'>> {
    const { context, snapshot } = await this.target(ref, options);
    return { ...this.#observe(snapshot), context, objects: this.#objects };
  }

  #healthOf(ref: string, target: ObservedSnapshot<TSnapshot>): Health {
    const now = new Date();
    const previousState = this.#observer.previousStateOf(ref);
    const input = healthInput(
      this.#evaluationRules,
      target.snapshot,
      now,
      previousState,
    );
    return healthOf(target, input, now);
  }
}
