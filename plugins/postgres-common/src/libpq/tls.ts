import type { SslMode } from '../model/database';

/** File name of the CA certificate in snippets. @public */
export const CA_FILE = 'postgres-ca.crt';

/** Folder of this file in a container. @public */
export const CA_MOUNT = '/etc/postgres-ca';

/** TLS parameters of libpq. @public */
export interface LibpqTls {
  sslmode: SslMode;
  /** File of the CA certificate, or `system` for the certificates that the system trusts. */
  sslrootcert?: string;
}

/**
 * Returns the TLS parameters for a mode. Without `sslrootcert`, libpq reads the
 * CA certificate from a file in the user's home folder. With `system`, it accepts
 * only `verify-full`, because anybody can get a certificate of a public CA.
 *
 * @param caFile - file of the CA certificate; absent: the certificates of the system
 * @public
 */
export function libpqTls(sslMode: SslMode, caFile?: string): LibpqTls {
  if (!sslMode.startsWith('verify')) return { sslmode: sslMode };
  return caFile
    ? { sslmode: sslMode, sslrootcert: caFile }
    : { sslmode: 'verify-full', sslrootcert: 'system' };
}

/** Returns notes about what the parameters require. @public */
export function libpqTlsNotes({ sslrootcert }: LibpqTls): string[] {
  if (!sslrootcert) return [];
  return [
    sslrootcert === 'system'
      ? 'The certificate of the server is verified with the certificates that the system trusts: sslrootcert "system" requires libpq 16 or later.'
      : `Save the CA certificate as ${sslrootcert} in the working directory of the program, or set the path of the file.`,
  ];
}
