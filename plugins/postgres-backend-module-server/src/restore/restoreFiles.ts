import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConflictError } from '@backstage/errors';
import type { Dumps } from '../backups/Dumps';

/**
 * The files of a restore, in the folder of the dumps of the new database: a link
 * to the dump, which may expire meanwhile, and the error of the last attempt. The
 * error can quote data, so it is not part of the record, which every role of the
 * server can read.
 */
export class RestoreFiles {
  constructor(private readonly dumps: Pick<Dumps, 'folder'>) {}

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
    return path.join(this.dumps.folder(database), `restore-${id}.dump`);
  }

  #error(database: string): string {
    return path.join(this.dumps.folder(database), 'restore-error');
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
