import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import type { PostgresLogin } from './PostgresLogin';

/** The `ssl` option of node-postgres for one connection attempt. */
export type TlsAttempt = false | ConnectionOptions;

/**
 * Returns the connection attempts of an `sslMode`, in the order of libpq:
 * https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION.
 * node-postgres has no fallback, and treats `prefer` and `require` as
 * `verify-full`.
 */
export function tlsAttempts({
  sslMode,
  ca,
  host,
}: PostgresLogin): TlsAttempt[] {
  const encrypted = { ca, rejectUnauthorized: false };
  const verifyCa = {
    ca,
    rejectUnauthorized: true,
    checkServerIdentity: () => undefined,
  };
  switch (sslMode) {
    case 'disable':
      return [false];
    case 'allow':
      return [false, encrypted];
    case 'prefer':
      return [encrypted, false];
    case 'require':
      // With a CA, libpq verifies the certificate in this mode, too.
      return [ca ? verifyCa : encrypted];
    case 'verify-ca':
      return [verifyCa];
    case 'verify-full':
      return [
        {
          ca,
          rejectUnauthorized: true,
          checkServerIdentity: (_name, certificate) =>
            checkServerIdentity(host, certificate),
        },
      ];
    default:
      throw new TypeError(`Unknown sslMode ${String(sslMode satisfies never)}`);
  }
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

/**
 * Returns the most useful error of all attempts: a wrong password rather than an
 * unsupported TLS mode.
 */
export function mostSpecificError(failures: unknown[]): unknown {
  const wrongPassword = (error: unknown) =>
    (error as { code?: string }).code === '28P01';
  return failures.find(wrongPassword) ?? failures.at(-1);
}

/** Returns whether the next attempt could succeed: not if the server is unreachable. */
export function mayTryNext(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return !UNREACHABLE.has(code ?? '') && !/timeout/.test(message ?? '');
}
