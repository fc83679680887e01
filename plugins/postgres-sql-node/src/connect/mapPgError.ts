import { isError } from '@backstage/errors';
import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamRefusedError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { DatabaseError } from 'pg';
import type { PostgresSystem } from './PostgresSystem';

const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|UNABLE_TO_|EPROTO$)/;
const TIMEOUT =
  /timeout expired|Query read timeout|connection timeout|timeout exceeded/;

/**
 * The SQLSTATE, where the server itself said no.
 *
 * @public
 */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/**
 * Conditions whose DETAIL and HINT name rights, roles and objects, or count
 * sessions. Those of others may quote rows, statements and passwords.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const HARMLESS = new Set([
  '0A000', // feature_not_supported
  '2BP01', // dependent_objects_still_exist
  '42501', // insufficient_privilege
  '42704', // undefined_object
  '42939', // reserved_name
  '53100', // disk_full
  '53300', // too_many_connections
  '53400', // configuration_limit_exceeded
  '55000', // object_not_in_prerequisite_state
  '55006', // object_in_use
  '57P03', // cannot_connect_now
]);

/** The list of dependent objects may be long. */
const MAX_DETAIL = 500;

/** What the server said, with as much of DETAIL and HINT as is harmless. */
export function serverMessageOf(error: Error): string {
  const { code = '', detail, hint } = error as DatabaseError;
  const more = HARMLESS.has(code)
    ? [detail, hint].flatMap(text => text?.slice(0, MAX_DETAIL).trim() || [])
    : [];
  return more.length
    ? `${error.message} (${more.join(' ').replace(/\.$/, '')})`
    : error.message;
}

/** What a server that takes no writes is. */
export type ReadOnlyReason = 'standby' | 'setting';

/**
 * Turns what node-postgres throws into an error that stands alone: which
 * server, what it said, what to do. Errors that are not the server's, such as
 * our own, pass through.
 *
 * @param readOnly - why the server takes no writes, where it said so and was asked
 */
export function mapPgError(
  { name: system, settings }: PostgresSystem,
  error: unknown,
  readOnly?: ReadOnlyReason,
): unknown {
  const state = sqlStateOf(error);
  if (state !== undefined)
    return mapServerError(
      { name: system, settings },
      state,
      serverMessageOf(error as Error),
      readOnly,
    );

  if (
    !isError(error) ||
    error instanceof UpstreamError ||
    error instanceof UpstreamRefusedError
  )
    return error;
  const code = typeof error.code === 'string' ? error.code : '';
  if (TIMEOUT.test(error.message) || code === 'ETIMEDOUT') {
    return new UpstreamTimeoutError(
      system,
      'it did not respond in time',
      'Check that it runs and that the network lets Backstage reach it',
    );
  }
  if (TLS_CODE.test(code) || /SSL connection/.test(error.message)) {
    return new UpstreamError(
      system,
      `TLS: ${error.message}`,
      `Check sslMode and ca under ${settings}, and the server's certificate`,
    );
  }
  if (/SASL|password must be a string/.test(error.message)) {
    return new UpstreamForbiddenError(
      system,
      'it asks for a password that Backstage does not have',
      `Set the password under ${settings}`,
    );
  }
  if (
    /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ENOENT|EACCES)/.test(code) ||
    /Connection terminated|connection error|not queryable/i.test(error.message)
  ) {
    return new UpstreamError(
      system,
      code ? `it cannot be reached (${code})` : 'the connection broke',
      `Check that it runs, and its host and port under ${settings}`,
    );
  }
  return error;
}

/** What to do about what passes, by SQLSTATE or its beginning. */
const TODO: Record<string, string> = {
  '53': "Ask the server's administrator to free connections, memory or disk",
  '57P': 'Try again when it is up',
  '40': 'Try again',
  '55P03':
    'Try again. Another session holds a lock on it: pg_locks and pg_stat_activity tell which',
};

/** What waiting does not heal: what is asked for, or how the server is set up. */
const LASTING = /^(0A|2[23B]|3[DF]|42|55)/;

function mapServerError(
  { name: system, settings }: PostgresSystem,
  state: string,
  said: string,
  readOnly?: ReadOnlyReason,
): Error {
  switch (state) {
    case '28P01':
    case '28000':
      return new UpstreamForbiddenError(
        system,
        said,
        `Check user and password under ${settings}, and the server's pg_hba.conf`,
      );
    case '42501':
      return new UpstreamForbiddenError(
        system,
        said,
        "Give the role of Backstage's connection this right, or ask the server's administrator to do it",
      );
    case '25006':
      return new UpstreamRefusedError(
        system,
        said,
        readOnlyTodo(settings, readOnly),
      );
    case '08P01':
      return new UpstreamRefusedError(
        system,
        said,
        `It seems to be a pooler: give the server's own address under ${settings}`,
      );
    case '55006':
      return new UpstreamRefusedError(
        system,
        said,
        'End what uses it, then repeat the request',
      );
    case '57014':
      return new UpstreamTimeoutError(
        system,
        said,
        'Try again; if it stays so, look for locks and load on the server',
      );
    default:
  }
  const [, todo] =
    Object.entries(TODO).find(([prefix]) => state.startsWith(prefix)) ?? [];
  if (todo) return new UpstreamError(system, said, todo);
  const Refused = LASTING.test(state) ? UpstreamRefusedError : UpstreamError;
  return new Refused(
    system,
    `${said} (SQLSTATE ${state})`,
    "Ask the server's administrator",
  );
}

function readOnlyTodo(
  settings: string,
  cause: ReadOnlyReason | undefined,
): string {
  const standby = `It is a standby: give the primary's address under ${settings}`;
  const setting =
    "The server takes no writes: default_transaction_read_only is on, as managed services set it when the disk is full. Ask the server's administrator";
  if (!cause) return `${standby}. Or: ${setting}`;
  return cause === 'standby' ? standby : setting;
}
