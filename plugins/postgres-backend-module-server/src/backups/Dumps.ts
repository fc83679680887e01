import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConflictError } from '@backstage/errors';
import {
  UnsupportedOperationError,
  type Backup,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { within } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { PostgresLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { ServerConfig } from '../config';
import { message } from '../messages';
import type { WatchServices } from '../observe';
import { requireSpace } from './diskSpace';
import { requireInterval } from './limits';
import { findPgPrograms } from './pgPrograms';
import { describeDump, ignoreMissing, readDump } from './readDump';
import { expiredDumps } from './retention';
import { runDump } from './runDump';
import { timeId, timeOf } from './timeId';
import { withTimeLimit } from './timeLimit';

/** Longest wait for the end of a new dump, so that the caller receives an early failure. */
const EARLY_END_MS = 1_000;

/** Logical dumps of the databases of one server, in a directory on the host of Backstage. */
export class Dumps {
  /** The running dumps by the path without suffix. */
  readonly #running = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #expiryError?: string;

  constructor(
    private readonly server: ServerConfig,
    private readonly services: Pick<WatchServices, 'logger' | 'now'>,
  ) {}

  /** Aborts the running dumps and removes their files. */
  stop(): void {
    this.#stop.abort();
  }

  /** Returns whether a server of this version can be dumped. */
  async support(versionNumber: number): Promise<Support> {
    const programs = await this.programs(versionNumber);
    return 'reason' in programs
      ? { supported: false, reason: programs.reason }
      : { supported: true };
  }

  /** Lists the dumps of a database, newest first. */
  async list(database: string): Promise<Backup[]> {
    if (!this.server.dumps) return [];
    const folder = this.folder(database);
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
   * Starts a dump as the owner of the database. It continues without the caller.
   *
   * @throws ConflictError if a dump of this database runs, if the minimum
   * interval has not passed, or if there is too little disk space
   */
  async create(
    login: PostgresLogin,
    {
      versionNumber,
      bytes,
      createdAt,
    }: { versionNumber: number; bytes: number; createdAt?: string },
    onEnd: () => void,
  ): Promise<Backup> {
    const programs = await this.programs(versionNumber);
    if ('reason' in programs)
      throw new UnsupportedOperationError('backup', programs.reason.text);
    const folder = this.folder(login.database);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await this.#removeLeftovers(folder);
    const existing = await this.list(login.database);
    const last = existing.find(({ status }) => status === 'finished');
    await requireSpace(folder, last?.sizeBytes ?? bytes);
    const listed = existing.find(({ status }) => status === 'running');
    // No await between this check and the addition to #running.
    const own = [...this.#running.keys()].find(
      base => path.dirname(base) === folder,
    );
    const running = own ? describeDump(own) : listed;
    if (running) {
      throw new ConflictError(
        `Dump ${running.id} has been running since ${running.startedAt}. Wait until it has finished.`,
      );
    }
    requireInterval(
      `A dump of database '${login.database}'`,
      existing,
      this.server.dumps,
      this.services.now(),
    );
    const id = timeId(this.services.now());
    const base = path.join(folder, id);
    const job = this.limited('The dump', this.#stop.signal, signal =>
      runDump({
        programs,
        login,
        file: `${base}.dump`,
        now: this.services.now,
        signal,
      }),
    )
      .catch(async error => {
        // Without the error, which can quote rows.
        this.services.logger.warn(`Dump ${base} failed: see ${base}.failed`);
        await writeFile(`${base}.failed`, error.message, { mode: 0o600 });
      })
      .then(() => this.#removing(() => this.#expire(login.database, createdAt)))
      .catch(error =>
        this.services.logger.warn(
          `Could not record or expire dumps of database '${login.database}': ${error}`,
        ),
      )
      .finally(() => {
        this.#running.delete(base);
        onEnd();
      });
    this.#running.set(base, job);
    await within(EARLY_END_MS, job);
    const started = (await this.list(login.database)).find(
      backup => backup.id === id,
    );
    return started ?? { ...describeDump(base), status: 'running' };
  }

  /** Whether this process dumps no database. */
  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /** Why expired dumps could not be removed; absent if all of them could. */
  get expiryError(): string | undefined {
    return this.#expiryError;
  }

  /**
   * Removes the expired dumps of all databases, including removed ones. A failure
   * does not affect other databases.
   *
   * @param createdAt - when each database was created, by name
   */
  async expireAll(createdAt: ReadonlyMap<string, string>): Promise<void> {
    await this.#removing(async () => {
      const databases = await this.databases();
      const results = await Promise.allSettled(
        databases.map(database =>
          this.#expire(database, createdAt.get(database)),
        ),
      );
      for (const result of results)
        if (result.status === 'rejected') throw result.reason;
    });
    this.#expiryError = undefined;
  }

  /** Keeps the error of a removal for `expiryError`. */
  async #removing(remove: () => Promise<void>): Promise<void> {
    try {
      await remove();
    } catch (error) {
      this.#expiryError = (error as Error).message;
      throw error;
    }
  }

  async #expire(database: string, createdAt?: string): Promise<void> {
    const { dumps } = this.server;
    if (!dumps) return;
    const all = await this.list(database);
    const { now } = this.services;
    for (const { id } of expiredDumps(all, dumps, now(), createdAt)) {
      const base = path.join(this.folder(database), id);
      await rm(`${base}.dump`, { force: true });
      await rm(`${base}.failed`, { force: true });
    }
  }

  /** Finds the programs for a server of this version, or the reason why there are none. */
  async programs(versionNumber: number) {
    const { dumps } = this.server;
    return dumps
      ? findPgPrograms(dumps.binDirectory, versionNumber)
      : { reason: message('dumpsNotConfigured') };
  }

  /** Runs a dump or restore, for at most the configured time; see {@link withTimeLimit}. */
  limited<T>(
    what: string,
    signal: AbortSignal,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    // Programs are found only if dumps are configured.
    const minutes = this.server.dumps!.timeoutMinutes;
    return withTimeLimit({ minutes, what }, signal, call);
  }

  /** Lists the databases that have a folder of dumps on this host, including removed ones. */
  async databases(): Promise<string[]> {
    const { id, dumps } = this.server;
    if (!dumps) return [];
    const segments = await readdir(path.join(dumps.directory, id)).catch(
      ignoreMissing([]),
    );
    return segments.flatMap(databaseOf);
  }

  /** Returns the folder of the dumps of a database. */
  folder(database: string): string {
    // A name can contain any character, but must be one path segment.
    const segment = encodeURIComponent(database).replace(/\./g, '%2E');
    return path.join(
      this.server.dumps?.directory ?? '',
      this.server.id,
      segment,
    );
  }

  /** Replaces the unfinished files of crashed dumps with a record of the failure. */
  async #removeLeftovers(folder: string): Promise<void> {
    for (const name of await readdir(folder)) {
      const base = path.join(folder, name.replace(/\.dump\.part$/, ''));
      const backup = name.endsWith('.part') && (await this.#read(base, [name]));
      if (!backup || backup.status !== 'failed') continue;
      await writeFile(`${base}.failed`, backup.error ?? '', { mode: 0o600 });
      await rm(`${base}.dump.part`, { force: true });
    }
  }

  #read(base: string, names: string[]): Promise<Backup | undefined> {
    return readDump(base, names, {
      isRunning: this.#running.has(base),
      now: this.services.now(),
    });
  }
}

/** The name in a segment of {@link Dumps.folder}; none for a folder that is not of pgstage. */
function databaseOf(segment: string): string[] {
  try {
    return [decodeURIComponent(segment)];
  } catch {
    return [];
  }
}
