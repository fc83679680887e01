import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import {
  DifferencesError,
  handledOperations,
  RecordChangedError,
  stringifyDatabaseRef,
  type Database,
  type Location,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  OptionClass,
  PostgresProvider,
  ProviderConnection,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import { aDatabase, operations } from './aDatabase';
import { memoryMessage } from './messages';

/** The password that must appear only in the response of a reveal. */
export const CANARY = 'canary-password-5f1c';

/** A complete provider with databases in a map, for tests. */
export class FakeProvider implements PostgresProvider {
  readonly evidence = {
    usable: ['instance'],
    safe: ['instance'],
    recoveryWindow: [],
    archiving: ['instance'],
    instance: ['login'],
  } as const;
  /** Two providers with the same map are two replicas. */
  databases = new Map<string, Database>();
  /** Actors of the writes, in order. */
  readonly writes: Array<{ method: string; ref: string; actor: string }> = [];
  calls = 0;
  disconnected = false;
  reconciled = 0;
  notices?: Location['notices'];
  /** Thrown by every call that reads or writes. */
  failure?: Error;
  connected?: ProviderConnection;
  /** `health` and `bind` wait for this promise. */
  gate: Promise<void> = Promise.resolve();

  constructor(
    readonly id: string = 'memory',
    readonly locations: string[] = ['main'],
    databases: Database[] = [],
  ) {
    for (const database of databases)
      this.databases.set(database.ref, database);
    for (const { handler } of handledOperations)
      if (!(handler in this)) Object.assign(this, this.#operation(handler));
  }

  describe: PostgresProvider['describe'] = async () => ({
    id: this.id,
    title: 'Memory',
    locations: this.locations.map(id => ({
      id,
      title: id,
      reachable: true,
      ...(this.notices && { notices: this.notices }),
    })),
    name: { pattern: '^[a-z]+$', maxLength: 63, rule: 'lower case letters' },
    fields: ['extensions'],
    optionsSchema: { type: 'object' },
    operations: operations(),
  });

  connect: PostgresProvider['connect'] = async connection => {
    this.connected = connection;
    this.observe();
  };

  /** Reports all databases, as a poll does. */
  observe(): void {
    for (const location of this.locations) {
      this.connected?.replaceAll(
        location,
        [...this.databases.values()]
          .filter(database => database.location === location)
          .map(database => ({
            ...withRecordVersion(database),
            observedAt: new Date().toISOString(),
          })),
      );
    }
  }

  refresh?: PostgresProvider['refresh'] = async ref => {
    const database = this.databases.get(ref);
    if (!database) this.connected?.remove(ref);
    else
      this.connected?.upsert(
        withRecordVersion({
          ...database,
          observedAt: new Date().toISOString(),
        }),
      );
  };

  disconnect: PostgresProvider['disconnect'] = async () => {
    this.disconnected = true;
  };

  create: PostgresProvider['create'] = async (request, options) => {
    const { provider, location, name, binding, taskId, ...spec } = request;
    const ref = stringifyDatabaseRef({ provider, location, name });
    this.#write('create', ref, options);
    const existing = this.databases.get(ref);
    if (existing) {
      if (isDeepStrictEqual([existing.spec, existing.binding], [spec, binding]))
        return withRecordVersion(existing);
      throw new DifferencesError(`'${name}' exists`, [
        {
          field: 'binding',
          existing: JSON.stringify(existing.binding ?? null),
          requested: JSON.stringify(binding),
        },
      ]);
    }
    const database = aDatabase({ ref, binding, spec });
    if (!options.dryRun) this.databases.set(ref, database);
    return withRecordVersion(database);
  };

  bind: PostgresProvider['bind'] = async (ref, binding, options) => {
    await this.gate;
    this.#write('bind', ref, options);
    const database = this.#get(ref);
    if (!database.binding && !options.adopt)
      throw new ConflictError(`'${ref}' is not managed by pgstage; adopt it`);
    return this.#put({ ...database, binding, unconfirmedBinding: undefined });
  };

  classifyOptions: PostgresProvider['classifyOptions'] = (
    _,
    { options = {} },
    { options: existing = {} } = {},
  ) => {
    const classes: Record<string, OptionClass> = {
      init: 'platform',
      target: 'allowed',
    };
    return Object.fromEntries(
      Object.keys(options)
        .filter(key => !isDeepStrictEqual(options[key], existing[key]))
        .map(key => [`options.${key}`, classes[key] ?? 'free']),
    );
  };

  connection: PostgresProvider['connection'] = async ref => {
    this.#read();
    const { endpoints, database, user } = this.#get(ref);
    return { endpoints, database, user, recipes: [] };
  };

  health: PostgresProvider['health'] = async ref => {
    this.#read();
    await this.gate;
    if (this.failure) throw this.failure;
    return {
      instances: [
        {
          name: ref,
          role: 'primary',
          state: 'working',
          reason: memoryMessage('acceptsLogins'),
          evidence: { source: 'login', at: new Date().toISOString() },
        },
      ],
      slots: [],
      forbidden: [],
    };
  };

  listBackups?: PostgresProvider['listBackups'] = async () => {
    this.#read();
    return {
      backups: [],
      archiving: {
        state: 'working',
        reason: memoryMessage('archivesWal'),
        evidence: { source: 'instance', at: new Date().toISOString() },
      },
      schedules: [],
      methods: [
        {
          id: 'whole',
          title: memoryMessage('wholeServer'),
          supported: true,
          scope: 'server',
        },
        {
          id: 'base',
          title: memoryMessage('baseBackup'),
          supported: true,
          scope: 'database',
        },
      ],
      restore: {
        supported: false,
        reason: memoryMessage('askPlatformTeam'),
      },
    };
  };

  change?: PostgresProvider['change'] = async (ref, change, options) => {
    this.#write('change', ref, options);
    const database = this.#get(ref);
    return this.#put({ ...database, spec: { ...database.spec, ...change } });
  };

  remove: PostgresProvider['remove'] = async (ref, _request, options) => {
    this.#write('remove', ref, options);
    this.databases.delete(ref);
  };

  rotatePassword: PostgresProvider['rotatePassword'] = async (ref, options) => {
    this.#write('rotatePassword', ref, options);
    return this.#put(this.#get(ref));
  };

  restore?: PostgresProvider['restore'] = async (ref, request, options) => {
    this.#write('restore', ref, options);
    const { provider, location, spec } = this.#get(ref);
    const { name, binding } = request;
    const { recordVersion, ...forCopy } = options;
    return this.create({ ...spec, provider, location, name, binding }, forCopy);
  };

  render?: PostgresProvider['render'] = async ({ name, binding }) => ({
    files: { [`${name}.yaml`]: JSON.stringify(binding) },
  });

  createBackup: PostgresProvider['createBackup'] = async (
    ref,
    { method = 'base' },
    options,
  ) => {
    this.#write('createBackup', ref, options);
    return {
      id: 'backup-1',
      method,
      scope: 'server',
      status: 'running',
      startedAt: new Date().toISOString(),
    };
  };

  revealCredentials: PostgresProvider['revealCredentials'] = async (
    ref,
    options,
  ) => {
    this.#write('revealCredentials', ref, options);
    return { user: this.#get(ref).user ?? '', password: CANARY };
  };

  readLogs: PostgresProvider['readLogs'] = async (ref, request, options) => {
    this.#write('readLogs', ref, options);
    return {
      instance: request.instance ?? 'main',
      observedAt: new Date().toISOString(),
      entries: [{ level: 'error', text: 'relation "orders" does not exist' }],
      older: false,
    };
  };

  reconcile: PostgresProvider['reconcile'] = async () => {
    this.reconciled += 1;
  };

  /** Reports the request in the state. */
  #operation(handler: string): Partial<PostgresProvider> {
    const operate = async (ref: string, ...rest: unknown[]) => {
      const options = rest.pop() as ProviderWriteOptions;
      this.#write(handler, ref, options);
      const database = this.#get(ref);
      const input = rest.map(part => JSON.stringify(part)).join(' ');
      return this.#put({
        ...database,
        status: {
          ...database.status,
          state: 'changing',
          reason: memoryMessage('called', { method: handler, input }),
        },
      });
    };
    return { [handler]: operate };
  }

  #read(): void {
    this.calls += 1;
    if (this.failure) throw this.failure;
  }

  #write(
    method: string,
    ref: string,
    { actor, recordVersion }: ProviderWriteOptions,
  ): void {
    if (this.failure) throw this.failure;
    const now = this.databases.get(ref);
    if (recordVersion && recordVersion !== (now && versionOf(now)))
      throw new RecordChangedError(ref);
    this.writes.push({ method, ref, actor });
  }

  #get(ref: string): Database {
    const database = this.databases.get(ref);
    if (!database) throw new Error(`no such database ${ref}`);
    return database;
  }

  #put(database: Database): Database {
    const written = { ...database, observedAt: new Date().toISOString() };
    this.databases.set(database.ref, written);
    return withRecordVersion(written);
  }
}

function withRecordVersion(database: Database): Database {
  return { ...database, recordVersion: versionOf(database) };
}

function versionOf({ created, binding, spec }: Database): string {
  return createHash('sha256')
    .update(JSON.stringify([created, binding, spec.protected]))
    .digest('base64url');
}
