import {
  CA_FILE,
  Connection,
  CredentialReference,
  LibpqTls,
  libpqTls,
  SslMode,
} from '@pgstage/backstage-plugin-postgres-common';
import { ReachableEndpoint } from './tunnel';

/** The parameters of a snippet. Contains no password, so no snippet can. */
export interface ConnectionParameters {
  host: string;
  /** Address to connect to, if `host` is only the name in the certificate. */
  hostaddr?: string;
  port: number;
  database: string;
  /** Absent if the snippet reads it from `PGUSER`. */
  user?: string;
  sslMode: SslMode;
  /** File of the CA certificate; absent for the system's certificates. */
  caFile?: string;
  /** Content of that file, in PEM. */
  caCertificate?: string;
  credentials?: CredentialReference;
  /** Whether host and port are those of the ConfigMap. */
  isDefaultEndpoint: boolean;
}

export function connectionParameters(
  connection: Connection,
  endpoint: ReachableEndpoint,
): ConnectionParameters {
  const { database, user, credentials } = connection;
  const { host, hostaddr, port, sslMode } = endpoint;
  const caCertificate = endpoint.caCertificate ?? connection.caCertificate;
  const standard = connection.endpoints.find(
    ({ purpose }) => purpose === 'read-write',
  );
  return {
    host,
    hostaddr,
    port,
    // Every server has this database.
    database: database ?? 'postgres',
    user,
    sslMode,
    ...(caCertificate &&
      verifies({ sslMode }) && { caFile: CA_FILE, caCertificate }),
    credentials,
    isDefaultEndpoint: standard?.host === host && standard.port === port,
  };
}

/** Returns whether the certificate of the server is verified. */
export function verifies({
  sslMode,
}: Pick<ConnectionParameters, 'sslMode'>): boolean {
  return sslMode.startsWith('verify');
}

/** Returns TLS parameters for clients based on libpq. */
export function tlsOf({ sslMode, caFile }: ConnectionParameters): LibpqTls {
  return libpqTls(sslMode, caFile);
}
