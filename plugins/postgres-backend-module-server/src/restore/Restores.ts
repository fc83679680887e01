import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import {
  type Session,
  takeLock,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import pLimit from 'p-limit';
import type { Dumps } from '../backups/Dumps';
import { isRestoring, readRecords, type RecordedDatabase } from '../record';
import type { ServerConnections } from '../sql';
import {
  beginRestore,
  failRestore,
  finishRestore,
  type RestoreAttempt,
  type WriteContext,
} from '../write';
import { RestoreFiles } from './restoreFiles';
import { type RestoreProgress, restoreSessionName } from './restoreSession';
import { runRestore } from './runRestore';

/** Wait for the restore of another replica; afterwards `resume` tries again. */
const LOCK_WAIT_MS = 60_000;
/** One restore at a time for each server: while a session has this lock, no other restore begins. */
const LOCK = 'pgstage-restore';
/** Interval at which the progress is written to the server. */
const PROGRESS_MS = 1_000;

type DumpToRestore = Pick<RestoreAttempt['restore'], 'source' | 'backup'>;

/**
 * Restores dumps into new databases of one server: one at a time, over all
 * Backstage replicas. What is to be restored is in the record of the database, so
 * `resume` continues after a crash.
 */
export class Restores {
  readonly #limit = pLimit(1);
  readonly #running = new Map<string, Promise<void>>();
  /** Restores that were requested during their attempt. */
  readonly #again = new Map<string, WriteContext>();
  readonly #stop = new AbortController();
  readonly #files: RestoreFiles;

  constructor(
    private readonly dumps: Dumps,
    private readonly services: { logger: LoggerService; now: () => Date },
    /** Called after each attempt, with the name of the database. */
    private readonly onEnd: (name: string) => void,
  ) {
    this.#files = new RestoreFiles(dumps);
  }

  /**
   * Restores a database in the background, if its record requires it.
   *
   * @returns resolves at the end of the attempt
   */
  start(context: WriteContext): Promise<void> {
    const { name, ref } = context;
    const running = this.#running.get(name);
    if (running) {
      // The attempt may be ending: its record can have been renewed since it was read.
      this.#again.set(name, context);
      return running;
    }
    const target = {
      ...context,
      // The record changes, and the caller does not wait.
      recordVersion: undefined,
      signal: this.#stop.signal,
    };
    const job = this.#limit(() => this.#run(target))
      .catch(error => {
        if (!this.#stop.signal.aborted)
          this.services.logger.warn(
            `Could not restore ${ref}, and will try again: ${error.message}`,
          );
      })
      .finally(() => {
        this.#running.delete(name);
        if (this.#stop.signal.aborted) return;
        this.onEnd(name);
        const again = this.#again.get(name);
        this.#again.delete(name);
        if (again) void this.start(again);
      });
    this.#running.set(name, job);
    return job;
  }

  /** @throws ConflictError if the dump does not exist on this host */
  requireDump(name: string, restore: DumpToRestore): Promise<void> {
    return this.#files.requireDump(name, dumpOf(restore));
  }

  /** Starts the restores that were interrupted. */
  resume(
    databases: RecordedDatabase[],
    targetOf: (database: RecordedDatabase) => WriteContext,
  ): void {
    for (const database of databases) {
      const { record } = database;
      if (record && isRestoring(record) && !record.restore?.failedAt)
        void this.start(targetOf(database));
    }
  }

  /**
   * Removes the files of this host that no restore needs any more; does nothing
   * while a database of this server is restored. A failure is logged, and stops
   * no restore.
   */
  async removeUnused(
    connections: ServerConnections,
    signer: RecordSigner,
    signal?: AbortSignal,
  ): Promise<void> {
    try {
      const files = await this.#files.list();
      if (!files.length) return;
      await connections.session(
        async session => {
          if (await takeLock(session, LOCK, { waitMs: 0, signal })) return;
          const databases = await readRecords(
            (text, values) => session.query(text, values),
            signer,
          );
          await this.#files.removeUnused(files, databases);
        },
        { signal },
      );
    } catch (error) {
      signal?.throwIfAborted();
      this.services.logger.warn(
        `Could not remove the unused files of restores of PostgreSQL server ${
          connections.server.id
        }: ${(error as Error).message}`,
      );
    }
  }

  /** Interrupts the running restore, and waits for its end. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running.values());
  }

  async #run(target: WriteContext): Promise<void> {
    const { name, signal, connections } = target;
    await connections.session(
      async session => {
        const holder = await takeLock(session, LOCK, {
          waitMs: LOCK_WAIT_MS,
          signal,
        });
        if (holder) return;
        // Another replica may have the dump, so a missing one is no failure.
        const attempt = await beginRestore(target, restore =>
          this.#files.keepDump(name, dumpOf(restore)),
        );
        if (attempt) await this.#attempt(target, session, attempt);
      },
      { signal },
    );
  }

  async #attempt(
    target: WriteContext,
    session: Session,
    attempt: RestoreAttempt,
  ): Promise<void> {
    const { name, signal } = target;
    const { backup } = attempt.restore;
    const lost = new AbortController();
    try {
      await this.#restore(target, session, attempt, lost);
    } catch (error) {
      signal?.throwIfAborted();
      lost.signal.throwIfAborted();
      // Without the error, which can quote rows.
      this.services.logger.warn(
        `The restore of ${target.ref} from dump ${backup} failed: the database shows the error`,
      );
      await this.#files.writeError(name, (error as Error).message);
      // Before the end of the attempt: the next one links the dump again.
      await this.#files.removeDump(name, backup);
      await failRestore(target, attempt);
      return;
    }
    await finishRestore(target, attempt);
    await this.#files.removeDump(name, backup);
  }

  async #restore(
    { connections }: WriteContext,
    session: Session,
    { roleOid, file, login }: RestoreAttempt,
    lost: AbortController,
  ): Promise<void> {
    const [{ version }] = await connections.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    const programs = await this.dumps.programs(version);
    if ('reason' in programs) throw new Error(programs.reason.text);
    let last = 0;
    let writing = Promise.resolve();
    const show = (progress: RestoreProgress) => {
      const now = this.services.now().getTime();
      if (progress.done > 0 && now - last < PROGRESS_MS) return;
      last = now;
      writing = writing.then(async () => {
        await session.query(
          `SELECT set_config('application_name', $1, false)`,
          [restoreSessionName(roleOid, progress)],
        );
      });
      // Without its session, the restore is no longer the only one.
      writing.catch(error => lost.abort(error));
    };
    await this.dumps.limited(
      'The restore',
      AbortSignal.any([this.#stop.signal, lost.signal]),
      signal =>
        runRestore({
          programs,
          login,
          file,
          now: this.services.now,
          signal,
          onProgress: show,
        }),
    );
    await writing;
  }
}

function dumpOf({ source, backup }: DumpToRestore) {
  return { database: parseDatabaseRef(source).name, id: backup };
}
