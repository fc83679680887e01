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
  /** What to do about an error, if it is not to check `settings`. */
  nextSteps?: {
    /** The server cannot be reached, or does not respond. */
    network?: string;
    /** The connection cannot be encrypted, or the certificate is not trusted. */
    tls?: string;
  };
}
