import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  UnsupportedOperationError,
  UpstreamForbiddenError,
  type Backup,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  type Query,
  type RunningBackupFacts,
  type ServerFacts,
  readServer,
  readTotalSize,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeLiteral } from 'pg';
import { isOwnMachine } from '../config/isOwnMachine';
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

const NO_DIRECTORY =
  'No backupDirectory is configured for this server. Ask the administrator of Backstage.';

/** The base backups of one server: all its databases at once, into a folder of its own host. */
export class BaseBackups {
  #starting?: string;

  constructor(
    private readonly connections: ServerConnections,
    private readonly logger: LoggerService,
  ) {}

  /** Whether a base backup can be taken now. */
  async support(query: Query): Promise<Support> {
    if (!this.#directory) return { supported: false, reason: NO_DIRECTORY };
    const { missingToList, missingToCreate } = await readBackupRights(query);
    const missing = [...missingToList, ...missingToCreate];
    return missing.length
      ? {
          supported: false,
          reason: `Backstage's role on the server needs: ${missing.join('; ')}`,
        }
      : { supported: true };
  }

  /**
   * Newest first; none where no folder is configured.
   *
   * @throws UpstreamForbiddenError that names the rights which our role lacks.
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
   * Starts a base backup and returns when the server streams it, or when it is
   * done already. It goes on without the caller.
   *
   * @throws ConflictError that names the one which runs, says when the next one
   * may begin, or that there is no room.
   */
  async create(onEnd: () => void, signal?: AbortSignal): Promise<Backup> {
    const directory = this.#directory;
    if (!directory) throw new UnsupportedOperationError('backup', NO_DIRECTORY);
    const query = this.#query(signal);
    const { supported, reason } = await this.support(query);
    if (!supported) throw new UnsupportedOperationError('backup', reason ?? '');
    const what = `A base backup of server ${this.connections.server.id}`;
    return withBackupLock(this.connections, what, signal, async () => {
      await this.#makeRoom(query, directory, what);
      return this.#begin(query, directory, onEnd);
    });
  }

  /** Frees the space of those that may go. */
  async expire(): Promise<void> {
    if (!this.#directory) return;
    const query = this.#query();
    const { missingToList, missingToCreate } = await readBackupRights(query);
    if (missingToList.length || missingToCreate.length) return;
    await expireBaseBackups(
      query,
      await this.#listAll(query, await readServer(query)),
      this.connections.server.baseBackups,
    );
  }

  async #makeRoom(
    query: Query,
    directory: string,
    what: string,
  ): Promise<void> {
    const { baseBackups, connection } = this.connections.server;
    const server = await readServer(query);
    if (this.#starting || server.runningBackups.length)
      throw this.#conflict(server.runningBackups.at(0));
    const known = await this.list(query, server);
    requireInterval(what, known, baseBackups);
    await this.expire();
    // The folder is on the server's machine.
    if (!isOwnMachine(connection.host)) return;
    const bytes = await readTotalSize(query);
    const last = known.find(({ status }) => status === 'finished');
    await requireSpace(directory, Math.max(bytes, last?.sizeBytes ?? 0));
  }

  async #begin(
    query: Query,
    directory: string,
    onEnd: () => void,
  ): Promise<Backup> {
    const now = new Date();
    const id = backupId(now);
    this.#starting = id;
    let ended = false;
    const folder = `${directory}/${id}`;
    const run = this.#take(folder).finally(() => {
      ended = true;
      this.#starting = undefined;
    });
    // Once it has started its end is told by the folder, not by this promise.
    run
      .then(() => this.#verify(folder))
      .then(() => this.expire())
      .catch(error => this.logger.warn(`Base backup ${id}: ${error}`))
      .finally(onEnd);
    const started = this.#untilStreaming(query, id, () => ended);
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
    const since = running?.startedAt
      ? ` since ${running.startedAt.toISOString()}`
      : '';
    return new ConflictError(
      `Base backup ${name ?? 'by another program'} of server ${
        this.connections.server.id
      } runs${since}. Wait until it is done.`,
    );
  }

  async #untilStreaming(
    query: Query,
    id: string,
    ended: () => boolean,
  ): Promise<void> {
    while (!ended()) {
      const { runningBackups } = await readServer(query);
      if (runningBackups.some(({ command }) => command?.includes(id))) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  async #take(folder: string): Promise<void> {
    try {
      await this.connections.session(
        // WAIT false as in pg_basebackup: with its WAL inside, a backup is whole even while archiving fails.
        session =>
          session.execute(
            `BASE_BACKUP (TARGET 'server', TARGET_DETAIL ${escapeLiteral(
              folder,
            )}, LABEL 'pgstage', CHECKPOINT 'fast', WAL true, WAIT false, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`,
          ),
        { replication: true },
      );
    } catch (error) {
      await this.#note(folder, { error: (error as Error).message });
      // The begin of a backup is of no use to anybody. There may be no folder at all.
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
    await this.#note(folder, {
      verified: { at: new Date().toISOString(), ...result },
    });
  }

  async #note(folder: string, note: BackupNote): Promise<void> {
    await writeNote(this.#query(), folder, note).catch(error =>
      this.logger.warn(`Cannot note the end of ${folder}: ${error}`),
    );
  }
}
