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
 * Returns the SQLSTATE of an error of the server; undefined for other errors.
 *
 * @public
 */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/**
 * Conditions whose DETAIL and HINT contain only rights, names of roles and
 * objects, or numbers of sessions. Those of other conditions can contain rows,
 * statements and passwords.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SAFE_DETAILS = new Set([
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

/** Returns the message of the server, with DETAIL and HINT if they cannot contain secrets. */
export function serverMessageOf(error: Error): string {
  const { code = '', detail, hint } = error as DatabaseError;
  const more = SAFE_DETAILS.has(code)
    ? [detail, hint].flatMap(text => text?.slice(0, MAX_DETAIL).trim() || [])
    : [];
  return more.length
    ? `${error.message} (${more.join(' ').replace(/\.$/, '')})`
    : error.message;
}

/** Why a server accepts no writes. */
export type ReadOnlyReason = 'standby' | 'setting';

/**
 * Maps an error of node-postgres to an error with the server, its message and
 * the next step. Returns other errors, such as those of this product, unchanged.
 *
 * @param readOnly - why the server accepts no writes, for an error with that cause
 */
export function mapPgError(
  { name: system, settings, nextSteps = {} }: PostgresSystem,
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
      nextSteps.network ??
        'Check that it runs and that Backstage can reach it over the network',
    );
  }
  if (TLS_CODE.test(code) || /SSL connection/.test(error.message)) {
    return new UpstreamError(
      system,
      `TLS: ${error.message}`,
      nextSteps.tls ??
        `Check sslMode and ca in ${settings}, and the certificate of the server`,
    );
  }
  if (/SASL|password must be a string/.test(error.message)) {
    return new UpstreamForbiddenError(
      system,
      'it requires a password, and none is configured',
      `Set the password in ${settings}`,
    );
  }
  if (
    /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ENOENT|EACCES)/.test(code) ||
    /Connection terminated|connection error|not queryable/i.test(error.message)
  ) {
    return new UpstreamError(
      system,
      code ? `it cannot be reached (${code})` : 'the connection was lost',
      nextSteps.network ??
        `Check that it runs, and its host and port in ${settings}`,
    );
  }
  return error;
}

/** Next steps for transient errors, by SQLSTATE or its prefix. */
const TRANSIENT: Record<string, string> = {
  '53': 'Ask the administrator of the server to free connections, memory or disk space',
  '57P': 'Try again when it accepts connections',
  '40': 'Try again',
  '55P03':
    'Try again. Another session holds a lock: see pg_locks and pg_stat_activity',
};

/** Permanent errors, caused by the request or the configuration of the server. */
const PERMANENT = /^(0A|2[23B]|3[DF]|42|55)/;

function mapServerError(
  { name: system, settings }: PostgresSystem,
  state: string,
  message: string,
  readOnly?: ReadOnlyReason,
): Error {
  switch (state) {
    case '28P01':
    case '28000':
      return new UpstreamForbiddenError(
        system,
        message,
        `Check user and password in ${settings}, and pg_hba.conf of the server`,
      );
    case '42501':
      return new UpstreamForbiddenError(
        system,
        message,
        "Grant this right to Backstage's role, or ask the administrator of the server to do it",
      );
    case '25006':
      return new UpstreamRefusedError(
        system,
        message,
        readOnlyNextStep(settings, readOnly),
      );
    case '08P01':
      return new UpstreamRefusedError(
        system,
        message,
        `This is probably a pooler: set the address of the server itself in ${settings}`,
      );
    case '55006':
      return new UpstreamRefusedError(
        system,
        message,
        'End the sessions that use it, then repeat the request',
      );
    case '57014':
      return new UpstreamTimeoutError(
        system,
        message,
        'Try again. If it fails again, check the server for locks and load',
      );
    default:
  }
  const [, nextStep] =
    Object.entries(TRANSIENT).find(([prefix]) => state.startsWith(prefix)) ??
    [];
  if (nextStep) return new UpstreamError(system, message, nextStep);
  const ErrorType = PERMANENT.test(state)
    ? UpstreamRefusedError
    : UpstreamError;
  return new ErrorType(
    system,
    `${message} (SQLSTATE ${state})`,
    'Ask the administrator of the server',
  );
}

function readOnlyNextStep(
  settings: string,
  cause: ReadOnlyReason | undefined,
): string {
  const standby = `It is a standby: set the address of the primary in ${settings}`;
  const setting =
    'The server accepts no writes: default_transaction_read_only is on. Managed services enable it when the disk is full. Ask the administrator of the server';
  if (!cause) return `${standby}. Or: ${setting}`;
  return cause === 'standby' ? standby : setting;
}
