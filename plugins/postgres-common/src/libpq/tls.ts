import type { SslMode } from '../model/database';

/** Name under which people save the CA certificate that snippets name. @public */
export const CA_FILE = 'postgres-ca.crt';

/** Folder in which a container finds that file. @public */
export const CA_MOUNT = '/etc/postgres-ca';

/** TLS parameters of libpq. @public */
export interface LibpqTls {
  sslmode: SslMode;
  /** File of the CA certificate, or `system` for those that the system trusts. */
  sslrootcert?: string;
}

/**
 * What libpq needs to be told so that a mode works: it looks for the CA in a
 * file of the user's home unless something else is named. With the system's
 * certificates it takes `verify-full` alone, as anybody gets one of those.
 *
 * @param caFile - of the CA certificate; absent where the system's are meant
 * @public
 */
export function libpqTls(sslMode: SslMode, caFile?: string): LibpqTls {
  if (!sslMode.startsWith('verify')) return { sslmode: sslMode };
  return caFile
    ? { sslmode: sslMode, sslrootcert: caFile }
    : { sslmode: 'verify-full', sslrootcert: 'system' };
}

/** What somebody must do or have first, in sentences. @public */
export function libpqTlsNotes({ sslrootcert }: LibpqTls): string[] {
  if (!sslrootcert) return [];
  return [
    sslrootcert === 'system'
      ? 'The server\'s certificate is checked by the certificates that the system trusts: sslrootcert "system" needs libpq 16 or later.'
      : `Save the CA certificate as ${sslrootcert} in the folder in which the program starts, or give the path of the file instead.`,
  ];
}
