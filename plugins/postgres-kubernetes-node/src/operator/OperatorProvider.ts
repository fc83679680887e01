import type {
  Backup,
  Backups,
  Binding,
  ChangeDatabase,
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
  Footprint,
  PostgresProvider,
  ProviderCallOptions,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
} from '@pgstage/backstage-plugin-postgres-node';
import { refuseInitSql } from '../initSql/checkInitSql';
import { revealCredentials } from '../operate/revealCredentials';
import { rotatePassword } from '../operate/rotatePassword';
import { refuseUnbound } from '../operate/Target';
import { footprintOf } from '../options/footprintOf';
import type { FullDatabaseModel } from '../model/databaseModelOf';
import { DatabaseObserver } from '../observe/DatabaseObserver';
import { KubernetesProvider } from '../provider/KubernetesProvider';
import { Leftovers } from '../write/Leftovers';
import { LiveObjects } from '../write/LiveObjects';
import { allOf } from '../write/Manifest';
import { manifestFiles } from '../write/manifestFiles';
import { backUp } from './backUp';
import { sources } from './claims';
import { describeOperator } from './describe';
import { followUpRulesOf, loginPlaceOf } from './followUp';
import { look, NO_PAST, type OperatorPast } from './look';
import { seenBy, type OperatorSnapshot } from './OperatorReport';
import type {
  OperationRule,
  OperatorContext,
  OperatorRules,
  OperatorTarget,
} from './OperatorRules';
import { OperatorWriter } from './OperatorWriter';
import { restore } from './restore';
import { backupsSection, connectionOf, healthOf } from './sections';

/** A provider that is made of rules, without the operations of its own. */
export class OperatorProvider<Found extends OperatorSnapshot>
  extends KubernetesProvider<Found, OperatorContext, OperatorPast>
  implements PostgresProvider
{
  readonly id: string;
  readonly evidence = sources;
  readonly #rules: OperatorRules<Found>;
  readonly #objects: LiveObjects<Found, OperatorContext>;
  readonly #writer: OperatorWriter<Found>;

  constructor(
    rules: OperatorRules<Found>,
    model: FullDatabaseModel<Found>,
    contexts: OperatorContext[],
  ) {
    const objects = new LiveObjects<Found, OperatorContext>(model);
    const writer = new OperatorWriter(rules, objects);
    const leftovers = new Leftovers(model, writer.parts, {
      kinds: [rules.backups.kind.resource],
      last: [],
    });
    const lookAt = (found: Found, now: Date, past: OperatorPast) =>
      look(rules, found, now, past);
    super(contexts, {
      objects,
      observer: new DatabaseObserver<Found, OperatorContext, OperatorPast>(
        contexts,
        model,
        () => ({ noPast: NO_PAST, look: lookAt }),
        () => new Date(),
      ),
      leftovers,
      ...followUpRulesOf(rules, leftovers),
      databaseOf: ({ name }, object) =>
        lookAt(model.alone(name, object), new Date(), NO_PAST).database,
    });
    this.id = rules.id;
    this.#rules = rules;
    this.#objects = objects;
    this.#writer = writer;
  }

  describe({ signal }: ProviderCallOptions = {}): Promise<ProviderDescription> {
    return describeOperator(this.#rules, this.contexts, signal);
  }

  async create(
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    options.signal?.throwIfAborted();
    const context = this.at(request.location);
    const { cluster, exists } = await this.#writer.create(
      context,
      request,
      options,
    );
    return exists
      ? this.answer(context, cluster, options)
      : this.planned(context, cluster);
  }

  async render(request: ProvisionDatabase): Promise<Manifests> {
    const { manifests, record } = this.#writer.planOf(
      this.at(request.location),
      request,
    );
    refuseInitSql(record.spec.options ?? {});
    return manifestFiles(allOf(manifests));
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
    const cluster = await this.#writer.bind(context, ref, binding, options);
    return this.answer(context, cluster, options);
  }

  async change(
    ref: string,
    change: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const context = this.lookup.context(ref);
    const cluster = await this.#writer.change(context, ref, change, options);
    return this.answer(context, cluster, options);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const target = await this.#bound(ref, options);
    const place = loginPlaceOf(target);
    await rotatePassword(this.#objects, target, place, options);
    return this.answerOf(target.context, ref, options);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    const target = await this.#bound(ref, options);
    const { secret } = loginPlaceOf(target);
    return revealCredentials(this.#objects, target, secret, options);
  }

  async createBackup(
    ref: string,
    request: CreateBackup,
    options: ProviderWriteOptions,
  ): Promise<Backup> {
    const target = await this.#bound(ref, options);
    return backUp(this.#rules.backups, target, request, options);
  }

  async restore(
    ref: string,
    request: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const target = await this.#bound(ref, options);
    const restored = await restore(
      this.#rules,
      this.#writer,
      target,
      request,
      options,
    );
    return this.answerOf(target.context, restored, options);
  }

  async connection(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Connection> {
    return connectionOf(await this.#target(ref, options));
  }

  async health(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Health> {
    return (await this.#target(ref, options)).health;
  }

  async listBackups(
    ref: string,
    options: ProviderCallOptions = {},
  ): Promise<Backups> {
    const { context, found } = await this.#target(ref, options);
    return backupsSection(context.name, found, this.#rules.backups);
  }

  /** Does an operation of the rules, and returns the database as it is after it. */
  async run<Input>(
    { run }: OperationRule<Found, Input>,
    ref: string,
    input: Input,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const target = await this.#bound(ref, options);
    await run(target, input, options);
    return this.answerOf(target.context, ref, options);
  }

  /** The same, of a database that something may be done to. @throws ConflictError where it belongs to no entity. */
  async #bound(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<OperatorTarget<Found>> {
    const target = await this.#target(ref, options);
    refuseUnbound(target.found.cluster);
    return target;
  }

  /** A database, with what is told of it. @throws NotFoundError */
  async #target(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<OperatorTarget<Found>> {
    const { context, found } = await this.target(ref, options);
    const seen = seenBy(found, this.#rules.reportOf(found));
    const health = healthOf(seen, new Date());
    return { ...seen, context, objects: this.#objects, health };
  }
}
