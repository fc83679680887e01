import { isDeepStrictEqual } from 'node:util';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  invalidField,
  type Backups,
  type Binding,
  type ChangeDatabase,
  type CreateBackup,
  type Database,
  type DatabaseSpec,
  logLevelSchema,
  type DeleteBackup,
  type LogEntry,
  type ReadLogs,
  type RemoveDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ClassifiedSpec,
  OptionClass,
  PostgresProvider,
  ProviderCallOptions,
  ProviderConnection,
  ProviderWriteOptions,
  ProvisionDatabase,
  ProvisionRestore,
} from '../../../contract/PostgresProvider';
import { checkRequest, fields, namePattern } from './checkRequest';
import {
  location,
  InMemoryDatabases,
  nameOf,
  provider,
  refOf,
  requireVersion,
} from './InMemoryDatabases';
import { contentsOf, type InMemoryEngine } from './InMemoryEngine';
import { message } from './messages';
import { operated } from './operated';
import { claims, healthOf, operations } from './viewOf';

const optionClasses: Record<string, OptionClass> = {
  note: 'free',
  target: 'allowed',
  init: 'platform',
};

/** A provider that fulfills the whole contract. A fault replaces some of its methods. */
export class InMemoryProvider implements PostgresProvider {
  readonly id = provider;
  readonly evidence = claims.sources;
  readonly #databases: InMemoryDatabases;
  #stop = () => {};

  constructor(private readonly engine: InMemoryEngine) {
    this.#databases = new InMemoryDatabases(engine);
    const methods = operated((ref, options, work) =>
      this.#databases.operate(ref, options, work),
    );
    const { rotatePassword, deleteBackup } = this;
    Object.assign(this, { ...methods, rotatePassword, deleteBackup });
  }

  async describe() {
    return {
      id: provider,
      title: 'Memory',
      locations: [{ id: location, title: 'Main', reachable: true }],
      name: { pattern: namePattern, maxLength: 40, rule: 'letters, digits' },
      fields: [...fields],
      optionsSchema: { type: 'object' },
      operations: operations({ supported: true }),
    };
  }

  async connect(connection: ProviderConnection): Promise<void> {
    const report = () => {
      if (this.engine.isCut)
        connection.unreachable(location, 'The engine is unreachable');
      else connection.replaceAll(location, this.#databases.all());
    };
    this.#stop = this.engine.watch(report);
    report();
  }

  async disconnect(): Promise<void> {
    this.#stop();
  }

  async create(
    { taskId, ...request }: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<Database> {
    const { name, binding, provider: _, location: __, ...spec } = request;
    checkRequest({ name, ...spec });
    return this.#databases.create(name, spec, binding, options);
  }

  async bind(
    ref: string,
    binding: Binding,
    options: ProviderWriteOptions & { adopt?: boolean },
  ): Promise<Database> {
    return this.#databases.write(ref, options, stored => {
      if (!stored.binding && !options.adopt)
        throw new ConflictError(`${ref} belongs to no entity: adopt it`);
      stored.binding = binding;
    });
  }

  classifyOptions(
    _location: string,
    { options = {}, ...contents }: ClassifiedSpec,
    { options: before = {}, ...existing }: ClassifiedSpec = {},
  ): Record<string, OptionClass> {
    const changed = (a: object, b: object) =>
      [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
        key => !isDeepStrictEqual(Reflect.get(a, key), Reflect.get(b, key)),
      );
    return Object.fromEntries([
      ...changed(options, before).map(key => [
        `options.${key}`,
        optionClasses[key],
      ]),
      ...(['roles', 'databases'] as const).flatMap(field =>
        changed(contents[field] ?? [], existing[field] ?? []).map(index => [
          `${field}.${index}.name`,
          'free',
        ]),
      ),
    ]);
  }

  quotaUsageOf(_location: string, { instances = 1 }: DatabaseSpec) {
    return { instances, storageBytes: 1024 };
  }

  async connection(ref: string, { signal }: ProviderCallOptions = {}) {
    const { database, user, endpoints } = await this.#databases.read(
      ref,
      stored => this.#databases.view(ref, stored),
      signal,
    );
    return { database, user, endpoints, recipes: [] };
  }

  health(ref: string, { signal }: ProviderCallOptions = {}) {
    return this.#databases.read(ref, healthOf, signal);
  }

  listBackups(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Backups> {
    return this.#databases.read(
      ref,
      ({ backups }) => ({
        backups: backups.map(backup => ({
          ...backup,
          deletable: backup.status !== 'running',
        })),
        archiving: {
          state: 'working',
          reason: message('archives'),
          evidence: claims.shownBy('archiving', 'archive', new Date()),
        },
        schedules: [],
        methods: [
          {
            id: 'copy',
            title: message('copy'),
            supported: true,
            scope: 'database',
          },
        ],
        restore: { supported: true },
      }),
      signal,
    );
  }

  async change(
    ref: string,
    change: ChangeDatabase,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    checkRequest(change);
    return this.#databases.operate(ref, options, (stored, name) => {
      stored.spec = { ...stored.spec, ...change };
      stored.contents = contentsOf(stored.spec);
      const { instances = 1 } = stored.spec;
      stored.instances = Array.from(
        { length: instances },
        (_, index) => `${name}-${index}`,
      );
    });
  }

  async remove(
    ref: string,
    { force }: RemoveDatabase,
    options: ProviderWriteOptions,
  ): Promise<void> {
    await this.engine.call(() => {
      const stored = this.engine.databases.get(nameOf(ref));
      if (!stored) return;
      requireVersion(ref, stored, options.recordVersion);
      this.#databases.checkOwnedByPgstage(ref, stored);
      if (stored.spec.protected && !force)
        throw new ConflictError(`${ref} is protected`);
      this.engine.databases.delete(nameOf(ref));
      this.engine.store.delete(ref);
    }, options.signal);
  }

  rotatePassword(ref: string, options: ProviderWriteOptions) {
    return this.#databases.operate(ref, options, stored => {
      stored.password = `${stored.password}+`;
      this.engine.store.set(ref, stored.password);
    });
  }

  async createBackup(
    ref: string,
    { method = 'copy' }: CreateBackup,
    options: ProviderWriteOptions,
  ) {
    if (method !== 'copy') throw invalidField('method', 'must be copy');
    await this.#databases.operate(ref, options, ({ backups }, name) => {
      backups.unshift({
        id: `${name}-${backups.length}`,
        method,
        scope: 'database',
        status: 'running',
        startedAt: new Date().toISOString(),
      });
    });
    return this.#databases.read(ref, ({ backups }) => ({ ...backups[0] }));
  }

  async deleteBackup(
    ref: string,
    { backup }: DeleteBackup,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    return this.#databases.operate(ref, options, stored => {
      const kept = stored.backups.filter(({ id }) => id !== backup);
      if (kept.length === stored.backups.length)
        throw new NotFoundError(`${ref} has no backup ${backup}`);
      stored.backups = kept;
    });
  }

  async restore(
    ref: string,
    { name, binding, backup }: ProvisionRestore,
    options: ProviderWriteOptions,
  ): Promise<Database> {
    let spec: DatabaseSpec = {};
    await this.#databases.operate(ref, options, stored => {
      const ids = stored.backups.map(({ id }) => id);
      if (backup && !ids.includes(backup))
        throw invalidField('backup', `must be one of ${ids}`);
      spec = stored.spec;
    });
    const { recordVersion, ...forCopy } = options;
    return this.#databases.create(name, spec, binding, forCopy);
  }

  async render({ name, binding, ...spec }: ProvisionDatabase) {
    const { provider: _, location: __, taskId, ...own } = spec;
    checkRequest({ name, ...own });
    return { files: { [`${name}.json`]: JSON.stringify({ name, binding }) } };
  }

  async revealCredentials(ref: string, options: ProviderWriteOptions) {
    const { user = '' } = await this.#databases.operate(ref, options, () => {});
    return { user, password: this.engine.store.get(ref) ?? '' };
  }

  async readLogs(
    ref: string,
    { instance, minLevel = 'debug', limit = 200 }: ReadLogs,
    options: ProviderWriteOptions,
  ) {
    let entries: LogEntry[] = [];
    let names: string[] = [];
    await this.#databases.operate(ref, options, ({ log, instances }) => {
      entries = log;
      names = instances;
    });
    if (instance && !names.includes(instance))
      throw invalidField('instance', `must be one of: ${names}`);
    const rank = (level: LogEntry['level']) =>
      logLevelSchema.options.indexOf(level ?? 'debug');
    const matching = entries.filter(
      ({ level }) => rank(level) >= rank(minLevel),
    );
    return {
      instance: instance ?? names[0],
      observedAt: new Date().toISOString(),
      entries: matching.slice(-limit),
      older: matching.length > limit,
    };
  }

  async reconcile({ signal }: ProviderCallOptions): Promise<void> {
    if (this.engine.isCut) return;
    await this.engine.call(() => {
      for (const [name, { binding, password }] of this.engine.databases)
        if (binding) this.engine.store.set(refOf(name), password);
    }, signal);
  }
}
