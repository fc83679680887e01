/**
 * Name and configuration key of a server, for errors.
 *
 * @public
 */
export interface PostgresSystem {
  /** For example `PostgreSQL server main`. */
  name: string;
  /** Key of the configuration with host, login and `sslMode`. */
  settings: string;
}
