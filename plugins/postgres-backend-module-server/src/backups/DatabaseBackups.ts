import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  UnsupportedOperationError,
  type Backup,
  type Backups,
  type CreateBackup,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderCallOptions,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  archivingOf,
  readSizes,
  readArchivedUntil,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BackupLimits, ServerConfig } from '../config';
import { message } from '../messages';
import type {
  ObservedDatabase,
  ServerObserver,
  WatchServices,
} from '../observe';
import { windowSince } from '../observe/observation';
import { type DatabaseRecord, operationsOf } from '../record';
import { isOwnDump, type RestoreSource } from '../restore/planRestore';
import { requireComplete } from '../write';
import { BASE_METHOD } from './backupDirectory';
import type { Dumps } from './Dumps';
import { dumpLogin, dumpLoginSupport } from './dumpLogin';
import { isScheduled, nextDumpAt } from './dumpSchedule';
import { withBackupLock, nextAllowedAt } from './limits';
import { restoreObstacle } from './pgPrograms';
import { DUMP_METHOD } from './readDump';
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
    const { record } = observed.recorded;
    const query = watch.query(signal);
    const base = await watch.baseBackups.list(query, server);
    // Requires the same rights as listing base backups.
    const archivedUntil = base.length
      ? await readArchivedUntil(query)
      : undefined;
    const dumps = await watch.dumps.list(observed.recorded.name);
    return {
      backups: [
        ...base.map(({ timeline: _timeline, ...backup }): Backup => backup),
        ...dumps.map(dump => withObstacle(dump, record)),
      ].sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
      recoveryWindow: windowSince(
        recoveryWindowOf(base, server, archivedUntil),
        observed.windowFrom,
      ),
      archiving: archivingOf(server),
      schedules: this.#schedules(config, observed, dumps),
      methods: [
        {
          id: BASE_METHOD,
          title: message('baseBackup'),
          scope: 'server',
          description: message('baseBackupCopies'),
          ...this.#withNextTime(
            await watch.baseBackups.support(query),
            base,
            config.baseBackups,
          ),
        },
        {
          id: DUMP_METHOD,
          title: message('logicalDump'),
          scope: 'database',
          description: message('logicalDumpWrites'),
          ...this.#withNextTime(
            await bothOf(await watch.dumps.support(server.versionNumber), () =>
              dumpLoginSupport(query, watch.connections, observed),
            ),
            dumps,
            config.dumps,
          ),
        },
      ],
      restore: await this.#restoreSupport(
        operationsOf(config, record).restore,
        () => watch.dumps.programs(server.versionNumber),
        server.versionNumber,
      ),
      restoreMethods: [DUMP_METHOD],
    };
  }

  /**
   * Takes a backup. Returns when it has started.
   *
   * @throws ConflictError if another backup runs, if the minimum interval has
   * not passed, or if there is too little disk space; of a dump also if the
   * database does not exist under its name, or is being restored
   * @throws RecordChangedError if the record is not `recordVersion`
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
    const { name, exists } = observed.recorded;
    const { created } = requireComplete(observed.recorded);
    if (!exists)
      throw new ConflictError(
        `Database '${name}' was dropped or renamed outside of Backstage: it cannot be dumped`,
      );
    const login = await dumpLogin(
      watch.connections,
      observed,
      this.services,
      signal,
    );
    if ('reason' in login)
      throw new UnsupportedOperationError('backup', login.reason.text);
    const { versionNumber } = observation.server;
    const sizes = await readSizes(watch.query(signal), name);
    return withBackupLock(
      watch.connections,
      `A dump of database '${name}'`,
      signal,
      () =>
        watch.dumps.create(
          login,
          {
            versionNumber,
            bytes: sizes.get(name) ?? 0,
            createdAt: created.at,
          },
          () => {
            onChange();
            // A dump can fail because the login no longer works.
            watch.checkLogin(name).catch(() => {});
          },
        ),
    );
  }

  /**
   * Returns a database as the source of a restore.
   *
   * @throws UnsupportedOperationError if no dump of it can be restored
   * @throws ConflictError if it has no record, or is being restored itself
   */
  async sourceOf(
    ref: string,
    options: Partial<ProviderWriteOptions>,
  ): Promise<RestoreSource> {
    const { watch, observation, observed } = await this.observer.read(
      ref,
      options,
    );
    const { name } = observed.recorded;
    const record = requireComplete(observed.recorded);
    const { versionNumber } = observation.server;
    const support = await this.#restoreSupport(
      operationsOf(observation.config, record).restore,
      () => watch.dumps.programs(versionNumber),
      versionNumber,
    );
    if (!support.supported)
      throw new UnsupportedOperationError('restore', support.reason.text);
    return { ref, record, dumps: await watch.dumps.list(name) };
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

  /** Whether the programs can restore a dump into the server. */
  async #restoreSupport(
    offered: Support,
    find: () => ReturnType<Dumps['programs']>,
    versionNumber: number,
  ): Promise<Support> {
    if (!offered.supported) return offered;
    const programs = await find();
    const reason =
      'reason' in programs
        ? programs.reason
        : restoreObstacle(programs, versionNumber);
    return reason ? { supported: false, reason } : offered;
  }

  #schedules(
    { dumps: config }: ServerConfig,
    { ref, recorded }: ObservedDatabase,
    dumps: Backup[],
  ): Backups['schedules'] {
    const { everyHours } = config?.schedule ?? {};
    if (!everyHours || !isScheduled(recorded)) return [];
    const now = this.services.now();
    const next = nextDumpAt(ref, dumps, everyHours, now);
    return [
      {
        description: message('dumpEvery', { hours: everyHours }),
        nextRunAt: (next > now ? next : now).toISOString(),
      },
    ];
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

async function bothOf(
  first: Support,
  second: () => Promise<Support>,
): Promise<Support> {
  return first.supported ? second() : first;
}

/** A dump of an earlier database with the same name can belong to another owner. */
function withObstacle(
  dump: Backup,
  record: DatabaseRecord | undefined,
): Backup {
  if (!record || isOwnDump(record, dump)) return dump;
  return {
    ...dump,
    restoreObstacle: { kind: 'cannot', what: message('dumpOfFormerDatabase') },
  };
}
