import { within } from '@pgstage/backstage-plugin-postgres-node/provider';
import { Client } from 'pg';
import type { PostgresLogin } from './PostgresLogin';
import {
  mayTryNext,
  mostSpecificError,
  tlsAttempts,
  type TlsAttempt,
} from './tls';

/** By this name Backstage's sessions are told from those of others. */
export const APPLICATION = 'pgstage';
const CONNECT_TIMEOUT_MS = 5_000;
/** The owner of a database may lock it for as long as they want; we have few sessions. */
const LOCK_TIMEOUT_MS = 15_000;
const GOODBYE_MS = 1_000;

/** What differs between connections to one server process. */
export interface ClientOptions {
  database?: string;
  statementTimeoutMs: number;
  /** Speaks the replication protocol, for base backups. */
  replication?: boolean;
  applicationName?: string;
}

/** Settings that every connection shares; node-postgres takes them for clients and pools. */
export function clientConfig(
  login: PostgresLogin,
  ssl: TlsAttempt,
  options: ClientOptions,
) {
  return {
    host: login.host,
    port: login.port,
    user: login.user,
    // A function keeps node-postgres from taking PGPASSWORD or ~/.pgpass of Backstage instead.
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
          // A server that has vanished enforces no timeout of its own.
          query_timeout: options.statementTimeoutMs + CONNECT_TIMEOUT_MS,
        }),
  };
}

/**
 * Opens one connection by the first way of encryption that the server accepts.
 * Its owner ends it.
 */
export async function openClient(
  login: PostgresLogin,
  options: ClientOptions,
): Promise<Client> {
  const failures: unknown[] = [];
  for (const ssl of tlsAttempts(login)) {
    const client = new Client(clientConfig(login, ssl, options));
    // Without a listener a connection that breaks while idle ends the process; the next query reports it.
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
 * Ends a connection and waits until the server has let go of it, so that what
 * follows does not count it as an open session. A broken one cannot answer.
 */
export async function closeClient(client: Client): Promise<void> {
  await within(GOODBYE_MS, client.end());
}
