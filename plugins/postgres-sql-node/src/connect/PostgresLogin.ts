import type { SslMode } from '@pgstage/backstage-plugin-postgres-common';

/**
 * A login to one PostgreSQL server process. Contains a secret: never log it.
 *
 * @public
 */
export interface PostgresLogin {
  host: string;
  port: number;
  /** Where to connect instead of `host` and `port`, for example a tunnel. A certificate is still verified for `host`. */
  address?: { host: string; port: number };
  user: string;
  password?: string;
  /** Default database. */
  database: string;
  sslMode: SslMode;
  /** CA certificates in PEM; defaults to those of the system. */
  ca?: string;
}
