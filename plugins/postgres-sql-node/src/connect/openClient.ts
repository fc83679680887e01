import { within } from '@pgstage/backstage-plugin-postgres-node/provider';
import { Client } from 'pg';
import type { PostgresLogin } from './PostgresLogin';
import {
  mayTryNext,
  mostSpecificError,
  tlsAttempts,
  type TlsAttempt,
} from './tls';

/** `application_name` of Backstage's sessions. */
export const APPLICATION = 'pgstage';
const CONNECT_TIMEOUT_MS = 5_000;
/** The owner of a database can lock its objects for any time, and sessions are limited. */
const LOCK_TIMEOUT_MS = 15_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** Options of a connection. */
export interface ClientOptions {
  database?: string;
  statementTimeoutMs: number;
  /** Whether to use the replication protocol, for base backups. */
  replication?: boolean;
  applicationName?: string;
}

/** Returns the configuration of node-postgres for a client or a pool. */
export function clientConfig(
  login: PostgresLogin,
  ssl: TlsAttempt,
  options: ClientOptions,
) {
  const { host, port } = login.address ?? login;
  return {
    host,
    port,
    user: login.user,
    // A function, because otherwise node-postgres uses PGPASSWORD or ~/.pgpass of the backend.
    password: () => login.password ?? '',
    database: options.database ?? login.database,
    ssl,
    application_name: options.applicationName ?? APPLICATION,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    ...(options.replication
      ? { replication: 'true' }
      : {
          statement_timeout: options.statementTimeoutMs,
          lock_timeout: LOCK_TIMEOUT_MS,
          // For a server that no longer responds, which cannot enforce statement_timeout.
          query_timeout: options.statementTimeoutMs + CONNECT_TIMEOUT_MS,
        }),
  };
}

/**
 * Opens one connection with the first TLS attempt that succeeds. The caller
 * closes it.
 */
export async function openClient(
  login: PostgresLogin,
  options: ClientOptions,
): Promise<Client> {
  const failures: unknown[] = [];
  for (const ssl of tlsAttempts(login)) {
    const client = new Client(clientConfig(login, ssl, options));
    // Without a listener, an error of an idle connection ends the process. The next query reports it.
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      failures.push(error);
      if (!mayTryNext(error)) break;
    }
  }
  throw mostSpecificError(failures);
}

/**
 * Closes a connection and waits until the server has ended the session, so that
 * it does not count as open afterwards. Does not wait for a broken connection.
 */
export async function closeClient(client: Client): Promise<void> {
  await within(CLOSE_TIMEOUT_MS, client.end());
}
