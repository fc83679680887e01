import { isError } from '@backstage/errors';
import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { DatabaseError } from 'pg';

const KEY = 'postgres.providers.server.servers';

const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|UNABLE_TO_|EPROTO$)/;
const TIMEOUT =
  /timeout expired|Query read timeout|connection timeout|timeout exceeded/;

/** The SQLSTATE, where the server itself said no. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/**
 * Turns what node-postgres throws into an error that stands alone: which
 * server, what it said, what to do. Errors that are not the server's, such as
 * our own, pass through.
 *
 * Only the server's primary message is repeated: details and contexts may
 * quote statements.
 */
export function mapPgError(system: string, error: unknown): unknown {
  const state = sqlStateOf(error);
  if (state !== undefined)
    return mapServerError(system, state, (error as Error).message);

  if (!isError(error) || error instanceof UpstreamError) return error;
  const code = typeof error.code === 'string' ? error.code : '';
  if (TIMEOUT.test(error.message) || code === 'ETIMEDOUT') {
    return new UpstreamTimeoutError(
      system,
      'it gave no answer in time',
      'Check that it runs and that the network lets Backstage reach it',
    );
  }
  if (TLS_CODE.test(code) || /SSL connection/.test(error.message)) {
    return new UpstreamError(
      system,
      `TLS: ${error.message}`,
      `Check sslMode and ca under ${KEY}, and the server's certificate`,
    );
  }
  if (/SASL|password must be a string/.test(error.message)) {
    return new UpstreamForbiddenError(
      system,
      'it asks for a password that Backstage does not have',
      `Set the password under ${KEY}`,
    );
  }
  if (
    /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ENOENT|EACCES)/.test(code) ||
    /Connection terminated|connection error|not queryable/i.test(error.message)
  ) {
    return new UpstreamError(
      system,
      code ? `it cannot be reached (${code})` : 'the connection broke',
      `Check that it runs, and its host and port under ${KEY}`,
    );
  }
  return error;
}

function mapServerError(system: string, state: string, message: string): Error {
  if (state === '28P01' || state === '28000') {
    return new UpstreamForbiddenError(
      system,
      message,
      `Check user and password under ${KEY}, and the server's pg_hba.conf`,
    );
  }
  if (state === '42501') {
    return new UpstreamForbiddenError(
      system,
      message,
      "Give the role of Backstage's connection this right, or ask the server's administrator to do it",
    );
  }
  if (state === '25006') {
    return new UpstreamError(
      system,
      message,
      `It is a standby: give the primary's address under ${KEY}`,
    );
  }
  if (state === '57014') {
    return new UpstreamTimeoutError(
      system,
      message,
      'Try again; if it stays so, look for locks and load on the server',
    );
  }
  if (state.startsWith('57P')) {
    return new UpstreamError(system, message, 'Try again when it is up');
  }
  if (state.startsWith('53')) {
    return new UpstreamError(
      system,
      message,
      "Ask the server's administrator to free connections, memory or disk",
    );
  }
  if (state === '55006') {
    return new UpstreamError(
      system,
      message,
      'Try again when those sessions have ended',
    );
  }
  return new UpstreamError(
    system,
    `${message} (SQLSTATE ${state})`,
    "Ask the server's administrator",
  );
}
