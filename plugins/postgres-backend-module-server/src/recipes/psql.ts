import {
  libpqConninfo,
  libpqTls,
  shellWord,
  type SslMode,
} from '@pgstage/backstage-plugin-postgres-common';

/** The parameters of a psql command. */
export interface PsqlParameters {
  host: string;
  /** Address to connect to, if `host` is only the name in the certificate. */
  hostaddr?: string;
  port: number;
  database: string;
  user?: string;
  sslMode: SslMode;
  /** File of the CA certificate; absent for the system's certificates. */
  caFile?: string;
}

/** Returns a psql command without the password. */
export function psql(target: PsqlParameters): string {
  const { host, hostaddr, port, database: dbname, user } = target;
  const conninfo = libpqConninfo({
    ...{ host, hostaddr, port, dbname, user },
    ...libpqTls(target.sslMode, target.caFile),
  });
  return `psql ${shellWord(conninfo)}`;
}
