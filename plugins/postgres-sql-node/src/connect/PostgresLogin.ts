import type { SslMode } from '@pgstage/backstage-plugin-postgres-common';

/**
 * How to log in to one PostgreSQL server process. Holds a secret: never log it.
 *
 * @public
 */
export interface PostgresLogin {
  host: string;
  port: number;
  user: string;
  password?: string;
  /** Database to log in to unless another is asked for. */
  database: string;
  sslMode: SslMode;
  /** PEM text; the system's certificates where absent. */
  ca?: string;
}
