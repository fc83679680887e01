import { ConflictError } from '@backstage/errors';
import {
  UnsupportedOperationError,
  UpstreamForbiddenError,
  type Backup,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  type Query,
  type RunningBackupFacts,
  type ServerFacts,
  readServer,
  readTotalSize,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeLiteral } from 'pg';
import { isOwnMachine } from '../config/isOwnMachine';
import { message } from '../messages';
import type { WatchServices } from '../observe';
import type { ServerConnections } from '../sql';
import {
  BASE_METHOD,
  backupId,
  readBackupDirectory,
  backupFolderOf,
  type BackupNote,
  type BaseBackup,
} from './backupDirectory';
import { requireSpace } from './diskSpace';
import { emptyFiles, expireBaseBackups, writeNote } from './expireBaseBackups';
import { withBackupLock, requireInterval } from './limits';
import { readBackupRights } from './rights';
import { verifyBaseBackup, VERIFY_LIMIT_BYTES } from './verifyBaseBackup';

const NOT_CONFIGURED = message('baseBackupsNotConfigured');

/** Interval at which the server is queried whether it streams a new backup. */
const POLL_MS = 200;

/** The base backups of one server: copies of all its databases, in a directory on its host. */
export class BaseBackups {
  #starting?: string;
  #expiryError?: string;

  constructor(
    private readonly connections: ServerConnections,
    private readonly services: Pick<WatchServices, 'logger' | 'now'>,
  ) {}

  /** Returns whether a base backup can be taken now. */
  async support(query: Query): Promise<Support> {
    if (!this.#directory) return { supported: false, reason: NOT_CONFIGURED };
    const { missingToList, missingToCreate } = await readBackupRights(query);
    const missing = [...missingToList, ...missingToCreate];
    return missing.length
      ? {
          supported: false,
          reason: message('baseBackupsNotGranted', {
            statements: missing.join('; '),
          }),
        }
      : { supported: true };
  }

  /**
   * Lists the base backups, newest first; none if no directory is configured.
   *
   * @throws UpstreamForbiddenError if Backstage's role lacks rights, which it names
   */
  async list(query: Query, server: ServerFacts): Promise<BaseBackup[]> {
    const all = await this.#listAll(query, server);
    return all.filter(({ expiredAt }) => !expiredAt);
  }

  async #listAll(
    query: Query,
    { runningBackups }: ServerFacts,
  ): Promise<BaseBackup[]> {
    if (!this.#directory) return [];
    const { missingToList } = await readBackupRights(query);
    if (missingToList.length) {
      throw new UpstreamForbiddenError(
        this.#system,
        `Backstage's role may not read ${this.#directory}`,
        `Give the role on the server: ${missingToList.join('; ')}`,
      );
    }
    return readBackupDirectory(query, this.#directory, runningBackups);
  }

  /**
   * Starts a base backup. Returns when the server streams it or when it has
   * finished; it continues without the caller.
   *
   * @throws ConflictError if another base backup runs, if the minimum interval
   * has not passed, or if there is too little disk space
   */
  async create(onEnd: () => void, signal?: AbortSignal): Promise<Backup> {
    const directory = this.#directory;
    if (!directory)
      throw new UnsupportedOperationError('backup', NOT_CONFIGURED.text);
    const query = this.#query(signal);
    const { supported, reason } = await this.support(query);
    if (!supported) throw new UnsupportedOperationError('backup', reason.text);
    const what = `A base backup of server ${this.connections.server.id}`;
    return withBackupLock(this.connections, what, signal, async () => {
      await this.#checkStart(query, directory, what);
      return this.#start(query, directory, onEnd, signal);
    });
  }

  /** Why the space of expired base backups could not be freed; absent if it could. */
  get expiryError(): string | undefined {
    return this.#expiryError;
  }

  /** Frees the space of expired base backups. */
  async expire(): Promise<void> {
    if (!this.#directory) return;
    const query = this.#query();
    const { missingToList, missingToCreate } = await readBackupRights(query);
    if (missingToList.length || missingToCreate.length) return;
    const all = await this.#listAll(query, await readServer(query));
    const { baseBackups } = this.connections.server;
    try {
      await expireBaseBackups(query, all, baseBackups, this.services.now());
      this.#expiryError = undefined;
    } catch (error) {
      this.#expiryError = (error as Error).message;
      throw error;
    }
  }

  async #checkStart(
    query: Query,
    directory: string,
    what: string,
  ): Promise<void> {
    const { baseBackups, connection } = this.connections.server;
    const server = await readServer(query);
    if (this.#starting || server.runningBackups.length)
      throw this.#conflict(server.runningBackups.at(0));
    const existing = await this.list(query, server);
    requireInterval(what, existing, baseBackups, this.services.now());
    await this.expire();
    // The directory is on the host of the server.
    if (!isOwnMachine(connection.host)) return;
    const bytes = await readTotalSize(query);
    const last = existing.find(({ status }) => status === 'finished');
    await requireSpace(directory, Math.max(bytes, last?.sizeBytes ?? 0));
  }

  async #start(
    query: Query,
    directory: string,
    onEnd: () => void,
    signal?: AbortSignal,
  ): Promise<Backup> {
    const now = this.services.now();
    const id = backupId(now);
    this.#starting = id;
    let ended = false;
    const folder = `${directory}/${id}`;
    const run = this.#take(folder).finally(() => {
      ended = true;
      this.#starting = undefined;
    });
    // After the start, the files in the directory show the result to callers.
    run
      .then(() => this.#verify(folder))
      .then(() => this.expire())
      .catch(error => this.services.logger.warn(`Base backup ${id}: ${error}`))
      .finally(onEnd);
    const started = this.#untilStreaming(query, id, () => ended, signal);
    await Promise.race([started, run]);
    const backups = await this.list(query, await readServer(query));
    return (
      backups.find(backup => backup.id === id) ?? {
        id,
        method: BASE_METHOD,
        scope: 'server',
        status: 'running',
        startedAt: now.toISOString(),
        location: `${directory}/${id}`,
      }
    );
  }

  #query(signal?: AbortSignal): Query {
    return (text, values) => this.connections.query(text, values, { signal });
  }

  get #directory(): string | undefined {
    return this.connections.server.backupDirectory;
  }

  get #system(): string {
    return `PostgreSQL server ${this.connections.server.id}`;
  }

  #conflict(running?: RunningBackupFacts): ConflictError {
    const name = this.#starting ?? backupFolderOf(running?.command ?? '');
    const state = running?.startedAt
      ? `has been running since ${running.startedAt.toISOString()}`
      : 'is running';
    return new ConflictError(
      `Base backup ${name ?? 'by another program'} of server ${
        this.connections.server.id
      } ${state}. Wait until it has finished.`,
    );
  }

  async #untilStreaming(
    query: Query,
    id: string,
    ended: () => boolean,
    signal?: AbortSignal,
  ): Promise<void> {
    while (!ended()) {
      const { runningBackups } = await readServer(query);
      if (runningBackups.some(({ command }) => command?.includes(id))) return;
      await pause(POLL_MS, signal);
    }
  }

  async #take(folder: string): Promise<void> {
    try {
      await this.connections.session(
        // WAIT false as in pg_basebackup: a backup that includes its WAL is complete even if archiving fails.
        session =>
          session.execute(
            `BASE_BACKUP (TARGET 'server', TARGET_DETAIL ${escapeLiteral(
              folder,
            )}, LABEL 'pgstage', CHECKPOINT 'fast', WAL true, WAIT false, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`,
          ),
        { replication: true },
      );
    } catch (error) {
      await this.#writeNote(folder, { error: (error as Error).message });
      // A partial backup cannot be restored. Fails if the folder was not created.
      await emptyFiles(this.#query(), folder).catch(() => {});
      throw error;
    }
  }

  async #verify(folder: string): Promise<void> {
    const query = this.#query();
    const [{ bytes }] = await query<{ bytes: number }>(
      'SELECT size::float8 AS bytes FROM pg_stat_file($1, true)',
      [`${folder}/base.tar`],
    );
    if (bytes > VERIFY_LIMIT_BYTES) return;
    const result = await verifyBaseBackup(query, folder);
    await this.#writeNote(folder, {
      verified: { at: this.services.now().toISOString(), ...result },
    });
  }

  async #writeNote(folder: string, note: BackupNote): Promise<void> {
    await writeNote(this.#query(), folder, note).catch(error =>
      this.services.logger.warn(
        `Could not write the result of base backup ${folder}: ${error}`,
      ),
    );
  }
}
