import {
  link,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { ConflictError } from '@backstage/errors';
import type { Dumps } from '../backups/Dumps';
import { ignoreMissing } from '../backups/readDump';
import {
  type DatabaseRecord,
  isRestoring,
  type RecordedDatabase,
} from '../record';

const PREFIX = 'restore-';

/** A file of a restore into a database. */
interface RestoreFile {
  database: string;
  file: string;
}

/**
 * The files of a restore, in the folder of the dumps of the new database: a link
 * to the dump, which may expire meanwhile, and the error of the last attempt. The
 * error can quote data, so it is not part of the record, which every role of the
 * server can read.
 */
export class RestoreFiles {
  constructor(private readonly dumps: Pick<Dumps, 'databases' | 'folder'>) {}

  /**
   * Links the dump, so that it exists until the end of the restore.
   *
   * @returns the path of the dump
   * @throws ConflictError if the dump does not exist on this host
   */
  async keepDump(
    database: string,
    dump: { database: string; id: string },
  ): Promise<string> {
    const source = this.#source(dump);
    const target = this.#dump(database, dump.id);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    try {
      await link(source, target);
      return target;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' || (await isFile(target))) return target;
      // Not every file system has links.
      if (code !== 'ENOENT' && (await isFile(source))) return source;
      throw missing(source);
    }
  }

  /** @throws ConflictError if the dump does not exist on this host */
  async requireDump(
    database: string,
    dump: { database: string; id: string },
  ): Promise<void> {
    const source = this.#source(dump);
    if (
      !(await isFile(source)) &&
      !(await isFile(this.#dump(database, dump.id)))
    )
      throw missing(source);
  }

  async removeDump(database: string, id: string): Promise<void> {
    await rm(this.#dump(database, id), { force: true });
  }

  /** Lists the files of restores of all databases. */
  async list(): Promise<RestoreFile[]> {
    const files = await Promise.all(
      (
        await this.dumps.databases()
      ).map(async database => {
        const folder = this.dumps.folder(database);
        const names = await readdir(folder).catch(ignoreMissing([]));
        return names
          .filter(name => name.startsWith(PREFIX))
          .map(name => ({ database, file: path.join(folder, name) }));
      }),
    );
    return files.flat();
  }

  /**
   * Removes those of the listed files that no restore needs: they remain if a
   * restore is interrupted and then given up, or ends on another host.
   *
   * @param recorded - the databases of the server, read while no restore can begin
   */
  async removeUnused(
    files: RestoreFile[],
    recorded: Pick<RecordedDatabase, 'name' | 'record' | 'unconfirmed'>[],
  ): Promise<void> {
    const records = new Map(
      // A record with an invalid signature may still be confirmed.
      recorded.map(({ name, record, unconfirmed }) => [
        name,
        record ?? unconfirmed,
      ]),
    );
    for (const { database, file } of files)
      if (!this.#neededFor(database, records.get(database)).includes(file))
        await rm(file, { force: true });
  }

  #neededFor(database: string, record: DatabaseRecord | undefined): string[] {
    if (!record?.restore || !isRestoring(record)) return [];
    const { backup, failedAt } = record.restore;
    // An attempt after a failure links the dump again.
    return failedAt
      ? [this.#error(database)]
      : [this.#error(database), this.#dump(database, backup)];
  }

  async writeError(database: string, error: string): Promise<void> {
    await writeFile(this.#error(database), error, { mode: 0o600 });
  }

  /** Returns the error of the last attempt; undefined if this host does not know it. */
  async readError(database: string): Promise<string | undefined> {
    return readFile(this.#error(database), 'utf8').catch(() => undefined);
  }

  #source({ database, id }: { database: string; id: string }): string {
    return path.join(this.dumps.folder(database), `${id}.dump`);
  }

  #dump(database: string, id: string): string {
    return path.join(this.dumps.folder(database), `${PREFIX}${id}.dump`);
  }

  #error(database: string): string {
    return path.join(this.dumps.folder(database), `${PREFIX}error`);
  }
}

function missing(file: string): ConflictError {
  return new ConflictError(
    `The dump ${file} does not exist on this host of Backstage: restore it where it exists, or let all hosts share the directory of the dumps`,
  );
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
