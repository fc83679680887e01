import {
  invalidField,
  UnsupportedOperationError,
  type Backup,
  type Backups,
  type CreateBackup,
  type Message,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderCallOptions,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  archivingOf,
  type PostgresLogin,
  readSizes,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BackupLimits } from '../config';
import { message } from '../messages';
import type {
  ObservedDatabase,
  ServerObserver,
  WatchServices,
} from '../observe';
import { windowSince } from '../observe/observation';
import { operationsOf } from '../record';
import { BASE_METHOD } from './backupDirectory';
import { DUMP_METHOD } from './Dumps';
import { withBackupLock, nextAllowedAt } from './limits';
import { recoveryWindowOf } from './recovery';

/** Section `backups` of a database, and the operation `backup`. */
export class DatabaseBackups {
  constructor(
    private readonly observer: ServerObserver,
    private readonly services: WatchServices,
  ) {}

  /**
   * Returns section `backups`.
   *
   * @throws UpstreamForbiddenError if Backstage's role may not list base backups
   */
  async list(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<Backups> {
    const { watch, observation, observed } = await this.observer.read(ref, {
      signal,
    });
    const { server, config } = observation;
    const query = watch.query(signal);
    const base = await watch.baseBackups.list(query, server);
    const dumps = await watch.dumps.list(observed.recorded.name);
    return {
      backups: [...base, ...dumps]
        .map(
          ({
            timeline: _timeline,
            ...backup
          }: Backup & { timeline?: number }) => backup,
        )
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
      recoveryWindow: windowSince(
        recoveryWindowOf(base, server),
        observed.windowFrom,
      ),
      archiving: archivingOf(server),
      schedules: [],
      methods: [
        {
          id: BASE_METHOD,
          title: 'Base backup',
          scope: 'server',
          description:
            'Copies the whole server with all its databases. While WAL is archived, any later point in time can be restored.',
          ...this.#withNextTime(
            await watch.baseBackups.support(query),
            base,
            config.baseBackups,
          ),
        },
        {
          id: DUMP_METHOD,
          title: 'Logical dump',
          scope: 'database',
          description:
            'Writes only this database to a file, and reads the file completely to verify it.',
          ...this.#withNextTime(
            await this.#dumpSupport(observed, () =>
              watch.dumps.support(server.versionNumber),
            ),
            dumps,
            config.dumps,
          ),
        },
      ],
      restore: operationsOf(config, observed.recorded.record).restore,
    };
  }

  /**
   * Takes a backup. Returns when it has started.
   *
   * @throws ConflictError if another backup runs, if the minimum interval has
   * not passed, or if there is too little disk space
   * @throws UnsupportedOperationError with the reason
   */
  async create(
    ref: string,
    request: CreateBackup,
    options: Partial<ProviderWriteOptions> = {},
  ): Promise<Backup> {
    const { signal } = options;
    const { watch, observation, observed } = await this.observer.read(
      ref,
      options,
    );
    const onChange = () => watch.backupsChanged();
    const method =
      request.method ?? (await this.#defaultMethod(ref, { signal }));
    if (method === BASE_METHOD) {
      const backup = await watch.baseBackups.create(onChange, signal);
      onChange();
      return backup;
    }
    if (method !== DUMP_METHOD) {
      throw invalidField('method', `must be ${BASE_METHOD} or ${DUMP_METHOD}`);
    }
    const login = await this.#ownerLogin(
      observed,
      watch.connections.server.connection,
    );
    if ('reason' in login)
      throw new UnsupportedOperationError('backup', login.reason.text);
    const { name } = observed.recorded;
    const { versionNumber } = observation.server;
    const sizes = await readSizes(watch.query(signal), name);
    return withBackupLock(
      watch.connections,
      `A dump of database '${name}'`,
      signal,
      () =>
        watch.dumps.create(
          login,
          { versionNumber, bytes: sizes.get(name) ?? 0 },
          () => {
            onChange();
            // A dump can fail because the login no longer works.
            watch.checkLogin(name).catch(() => {});
          },
        ),
    );
  }

  async #defaultMethod(
    ref: string,
    options: ProviderCallOptions,
  ): Promise<string> {
    const { methods } = await this.list(ref, options);
    const first = methods.find(({ supported }) => supported);
    if (first) return first.id;
    throw new UnsupportedOperationError(
      'backup',
      methods.flatMap(({ reason }) => reason?.text ?? []).join(' '),
    );
  }

  async #dumpSupport(
    observed: ObservedDatabase,
    programs: () => Promise<Support>,
  ): Promise<Support> {
    const { supported, reason } = await programs();
    if (!supported) return { supported, reason };
    return observed.usable.value !== false && observed.credentials
      ? { supported }
      : {
          supported: false,
          reason: observed.credentials
            ? message('dumpLoginFails')
            : message('dumpNeedsLogin'),
        };
  }

  /** The owner, who may read everything in the database, at the address that Backstage uses. */
  async #ownerLogin(
    { ref, recorded }: ObservedDatabase,
    own: PostgresLogin,
  ): Promise<PostgresLogin | { reason: Message }> {
    const store = recorded.record?.credentials?.store;
    const entry = store
      ? await this.services.credentialStore(store).read(ref)
      : undefined;
    return entry
      ? {
          ...own,
          database: recorded.name,
          user: entry.user,
          password: entry.password,
        }
      : { reason: message('dumpNeedsLogin') };
  }

  /** Adds the time from which the next backup is allowed. */
  #withNextTime(
    support: Support,
    backups: Backup[],
    limits: BackupLimits | undefined,
  ): Support {
    const next = nextAllowedAt(backups, limits, this.services.now());
    return support.supported && next
      ? {
          supported: true,
          reason: message('nextBackupFrom', { at: next.toISOString() }),
        }
      : support;
  }
}
