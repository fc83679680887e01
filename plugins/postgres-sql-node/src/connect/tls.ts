import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import type { PostgresLogin } from './PostgresLogin';

/** One way to encrypt a connection, or not to; what node-postgres takes as `ssl`. */
export type TlsAttempt = false | ConnectionOptions;

/**
 * The ways that a libpq mode allows, in the order in which libpq tries them:
 * https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION.
 * node-postgres itself knows encrypted and plain only, and takes `prefer` and
 * `require` for `verify-full`.
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
      // With a CA, libpq checks against it also here.
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
 * Of the failures of all ways, the one to tell: that the password is wrong
 * says more than that the other way is not offered.
 */
export function mostSpecificError(failures: unknown[]): unknown {
  const wrongPassword = (error: unknown) =>
    (error as { code?: string }).code === '28P01';
  return failures.find(wrongPassword) ?? failures.at(-1);
}

/** Whether another way of encryption could help: not where nothing listens. */
export function mayTryNext(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return !UNREACHABLE.has(code ?? '') && !/timeout/.test(message ?? '');
}
