/**
 * A server as errors name it, with where an administrator of Backstage sets it
 * up.
 *
 * @public
 */
export interface PostgresSystem {
  /** For example `PostgreSQL server main`. */
  name: string;
  /** Key of the configuration with host, login and `sslMode`. */
  settings: string;
}
