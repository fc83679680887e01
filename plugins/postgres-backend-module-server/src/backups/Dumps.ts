import {
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  UnsupportedOperationError,
  type Backup,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig } from '../config';
import { requireSpace } from './diskSpace';
import { requireInterval } from './limits';
import { findPgPrograms } from './pgPrograms';
import { expired } from './retention';
import { runDump } from './runDump';
import { timeId, timeOf } from './timeId';

/** Id of the method that dumps one database. */
export const DUMP_METHOD = 'logical';

/** A dump in writing is touched all the time; one that lies still was left by a crash. */
const STILL_MS = 10 * 60_000;
/** Failures that show within it are told to the caller. */
const QUICK_MS = 1_000;

/** Dumps of single databases of one server, in a folder on the host of Backstage. */
export class Dumps {
  readonly #running = new Set<string>();
  readonly #stop = new AbortController();

  constructor(
    private readonly server: ServerConfig,
    private readonly logger: LoggerService,
  ) {}

  /** Ends what runs and removes what it wrote. */
  stop(): void {
    this.#stop.abort();
  }

  /** Whether a dump can be taken of a server of this version. */
  async support(versionNumber: number): Promise<Support> {
    const found = await this.#programs(versionNumber);
    return 'reason' in found
      ? { supported: false, reason: found.reason }
      : { supported: true };
  }

  /** Newest first. */
  async list(database: string): Promise<Backup[]> {
    if (!this.server.dumps) return [];
    const folder = this.#folder(database);
    const names = await readdir(folder).catch(ignoreMissing([]));
    const ids = new Set(names.map(name => name.split('.')[0]));
    const backups = await Promise.all(
      [...ids]
        .filter(timeOf)
        .map(id => this.#read(path.join(folder, id), names)),
    );
    return backups
      .flatMap(backup => backup ?? [])
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  /**
   * Starts a dump as the database's owner. It goes on without the caller.
   *
   * @throws ConflictError where one of this database runs, was taken not long
   * ago, or there is no room.
   */
  async create(
    login: PostgresLogin,
    { versionNumber, bytes }: { versionNumber: number; bytes: number },
    onEnd: () => void,
  ): Promise<Backup> {
    const programs = await this.#programs(versionNumber);
    if ('reason' in programs)
      throw new UnsupportedOperationError('backup', programs.reason);
    const folder = this.#folder(login.database);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await this.#sweep(folder);
    const known = await this.list(login.database);
    const last = known.find(({ status }) => status === 'finished');
    await requireSpace(folder, last?.sizeBytes ?? bytes);
    const listed = known.find(({ status }) => status === 'running');
    // Nothing is awaited between this check and the mark.
    const own = [...this.#running].find(base => path.dirname(base) === folder);
    const running = own ? describe(own) : listed;
    if (running) {
      throw new ConflictError(
        `Dump ${running.id} runs since ${running.startedAt}. Wait until it is done.`,
      );
    }
    requireInterval(
      `A dump of database '${login.database}'`,
      known,
      this.server.dumps,
    );
    const id = timeId(new Date());
    const base = path.join(folder, id);
    this.#running.add(base);
    const job = runDump({
      programs,
      login,
      file: `${base}.dump`,
      signal: this.#stop.signal,
    })
      .catch(async error => {
        this.logger.warn(`Dump ${base} failed: ${error.message}`);
        await writeFile(`${base}.failed`, error.message, { mode: 0o600 });
      })
      .then(() => this.expire(login.database))
      .finally(() => {
        this.#running.delete(base);
        onEnd();
      });
    await Promise.race([
      job,
      new Promise(resolve => setTimeout(resolve, QUICK_MS)),
    ]);
    const started = (await this.list(login.database)).find(
      backup => backup.id === id,
    );
    return started ?? { ...describe(base), status: 'running' };
  }

  /** Removes those that may go. */
  async expire(database: string): Promise<void> {
    const { dumps } = this.server;
    if (!dumps) return;
    const all = await this.list(database);
    for (const { id } of expired(all, dumps, new Date())) {
      const base = path.join(this.#folder(database), id);
      await rm(`${base}.dump`, { force: true });
      await rm(`${base}.failed`, { force: true });
    }
  }

  /** The same for every database that was ever dumped, also those that are gone. */
  async expireAll(): Promise<void> {
    const { id, dumps } = this.server;
    if (!dumps) return;
    const segments = await readdir(path.join(dumps.directory, id)).catch(
      ignoreMissing([]),
    );
    for (const segment of segments)
      await this.expire(decodeURIComponent(segment));
  }

  async #programs(versionNumber: number) {
    const { dumps } = this.server;
    return dumps
      ? findPgPrograms(dumps.binDirectory, versionNumber)
      : {
          reason:
            'No folder for dumps is configured for this server. Ask the administrator of Backstage.',
        };
  }

  #folder(database: string): string {
    // Encoded: a name may hold anything, and must stay one segment.
    const segment = encodeURIComponent(database).replace(/\./g, '%2E');
    return path.join(
      this.server.dumps?.directory ?? '',
      this.server.id,
      segment,
    );
  }

  /** Removes what a crash left half-written; the failure stays in the list. */
  async #sweep(folder: string): Promise<void> {
    for (const name of await readdir(folder)) {
      const base = path.join(folder, name.replace(/\.dump\.part$/, ''));
      const backup = name.endsWith('.part') && (await this.#read(base, [name]));
      if (!backup || backup.status !== 'failed') continue;
      await writeFile(`${base}.failed`, backup.error ?? '', { mode: 0o600 });
      await rm(`${base}.dump.part`, { force: true });
    }
  }

  async #read(base: string, names: string[]): Promise<Backup | undefined> {
    const has = (suffix: string) =>
      names.includes(`${path.basename(base)}${suffix}`);
    const common = describe(base);
    if (has('.dump')) {
      const { size, mtime } = await stat(`${base}.dump`);
      const at = mtime.toISOString();
      return {
        ...common,
        status: 'finished',
        finishedAt: at,
        sizeBytes: size,
        verified: { at, ok: true },
      };
    }
    if (has('.failed')) {
      const { mtime } = await stat(`${base}.failed`);
      const error = await readFile(`${base}.failed`, 'utf8');
      return {
        ...common,
        status: 'failed',
        finishedAt: mtime.toISOString(),
        error,
      };
    }
    const part = await stat(`${base}.dump.part`).catch(
      ignoreMissing(undefined),
    );
    if (!part)
      return this.#running.has(base)
        ? { ...common, status: 'running' }
        : undefined;
    const still =
      Date.now() - part.mtimeMs > STILL_MS && !this.#running.has(base);
    return still
      ? {
          ...common,
          status: 'failed',
          finishedAt: part.mtime.toISOString(),
          error: 'Backstage ended before the dump did.',
        }
      : { ...common, status: 'running', sizeBytes: part.size };
  }
}

function describe(
  base: string,
): Pick<Backup, 'id' | 'method' | 'scope' | 'startedAt' | 'location'> {
  const id = path.basename(base);
  const startedAt = (timeOf(id) ?? new Date(0)).toISOString();
  return {
    id,
    method: DUMP_METHOD,
    scope: 'database',
    startedAt,
    location: `${base}.dump`,
  };
}

function ignoreMissing<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
