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
  Footprint,
  PostgresProvider,
  ProviderCallOptions,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
  SufficientSources,
} from '@pgstage/backstage-plugin-postgres-node';
import { refuseInitSql } from '../initSql/checkInitSql';
import type { FullDatabaseModel } from '../model/databaseModelOf';
import { DatabaseObserver } from '../observe/DatabaseObserver';
import { healthMoment } from '../observe/healthMoment';
import { lookAt, type LookRules } from '../observe/lookAt';
import { NO_PAST, type Past } from '../observe/Past';
import { perFound } from '../observe/perFound';
import { loginPlaceOf } from '../operate/loginPlace';
import { revealCredentials } from '../operate/revealCredentials';
import { rotatePassword } from '../operate/rotatePassword';
import { refuseUnbound } from '../operate/Target';
import { footprintOf } from '../options/footprintOf';
import { KubernetesProvider } from '../provider/KubernetesProvider';
import { connectionOf } from '../recipes/connectionOf';
import { Leftovers } from '../write/Leftovers';
import { LiveObjects } from '../write/LiveObjects';
import { allOf } from '../write/Manifest';
import { manifestFiles } from '../write/manifestFiles';
import { backupsSectionOf } from './backupsSectionOf';
import { backUp } from './backUp';
import { describeOperator } from './describe';
import { followUpRulesOf } from './followUp';
import { healthOf } from './health';
import { lookRulesOf } from './lookRulesOf';
import type { OperatorSnapshot, Seen } from './OperatorReport';
import type {
  OperationRule,
  OperatorContext,
  OperatorRules,
  OperatorTarget,
} from './OperatorRules';
import { OperatorWriter } from './OperatorWriter';
import { restore } from './restore';
import { seenBy } from './seenBy';

/** A provider that is made of rules, without the operations of its own. */
export class OperatorProvider<Found extends OperatorSnapshot>
  extends KubernetesProvider<Found, OperatorContext, Past>
  implements PostgresProvider
{
  readonly id: string;
  readonly evidence: SufficientSources;
  readonly #rules: OperatorRules<Found>;
  readonly #see: (found: Found) => Seen<Found>;
  readonly #look: LookRules<Found>;
  readonly #objects: LiveObjects<Found, OperatorContext>;
  readonly #observer: DatabaseObserver<Found, OperatorContext, Past>;
  readonly #writer: OperatorWriter<Found>;

  constructor(
    rules: OperatorRules<Found>,
    model: FullDatabaseModel<Found>,
    contexts: OperatorContext[],
  ) {
    const see = perFound((found: Found) => seenBy(rules, found));
    const objects = new LiveObjects<Found, OperatorContext>(model);
    const writer = new OperatorWriter(rules, objects);
    const { kind, onRemoval } = rules.backups;
    const leftovers = new Leftovers(model, writer.parts, {
      kinds: onRemoval?.deletes ? [kind.resource] : [],
      last: [],
    });
    const lookRules = lookRulesOf(rules, see);
    const look = (found: Found, now: Date, past: Past) =>
      lookAt(lookRules, found, now, past);
    const databaseOf = (found: Found) =>
      look(found, new Date(), NO_PAST).database;
    const observer = new DatabaseObserver<Found, OperatorContext, Past>(
      contexts,
      model,
      () => ({ noPast: NO_PAST, look }),
      () => new Date(),
    );
    super(contexts, {
      write: writer,
      objects,
      observer,
      leftovers,
      ...followUpRulesOf(rules, see, databaseOf, leftovers),
      databaseOf: ({ name }, object) => databaseOf(model.alone(name, object)),
    });
    this.id = rules.id;
    this.evidence = rules.evidence;
    this.#rules = rules;
    this.#see = see;
    this.#look = lookRules;
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
    refuseInitSql(record.spec.options ?? {});
    return manifestFiles(allOf(manifests));
  }

  footprintOf(location: string, spec: DatabaseSpec): Footprint {
    return footprintOf(this.at(location).config, spec);
  }

  async rotatePassword(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const target = await this.#bound(ref, options);
    const place = loginPlaceOf(target.found, target.observed);
    await rotatePassword(this.#objects, target, place, options);
    return this.answerOf(target.context, ref, options);
  }

  async revealCredentials(
    ref: string,
    options: ProviderWriteOptions,
  ): Promise<RevealedCredentials> {
    const target = await this.#bound(ref, options);
    const { secret } = loginPlaceOf(target.found, target.observed);
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
    const { found, observed, report } = await this.#target(ref, options);
    return connectionOf(found, observed, report);
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

  /** Does an operation of the rules, and returns the database as it is after it. */
  async run<Input>(
    { run }: OperationRule<Found, Input>,
    ref: string,
    input: Input,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    const operation = async (
      _context: OperatorContext,
      of: string,
      request: Input,
      given: ProviderWriteOptions,
    ) => {
      const target = await this.#bound(of, given);
      const health = this.#healthOf(of, target);
      await run({ ...target, health }, request, given);
    };
    return this.operate(operation, ref, input, options);
  }

  /** The same, of a database that something may be done to. @throws ConflictError where it belongs to no entity. */
  async #bound(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<Omit<OperatorTarget<Found>, 'health'>> {
    const target = await this.#target(ref, options);
    refuseUnbound(target.found.cluster);
    return target;
  }

  /** A database, with what is told of it. @throws NotFoundError */
  async #target(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<Omit<OperatorTarget<Found>, 'health'>> {
    const { context, found } = await this.target(ref, options);
    return { ...this.#see(found), context, objects: this.#objects };
  }

  #healthOf(ref: string, seen: Seen<Found>): Health {
    const now = new Date();
    const past = this.#observer.pastOf(ref);
    const moment = healthMoment(this.#look, seen.found, now, past);
    return healthOf(seen, moment, now);
  }
}
