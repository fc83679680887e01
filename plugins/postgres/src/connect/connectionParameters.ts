import {
  CA_FILE,
  Connection,
  CredentialReference,
  LibpqTls,
  libpqTls,
  SslMode,
} from '@pgstage/backstage-plugin-postgres-common';
import { ReachableEndpoint } from './tunnel';

/** What a snippet is made of. Holds no password, so no snippet can. */
export interface ConnectionParameters {
  host: string;
  /** Address to connect to, where `host` is only the name in the certificate. */
  hostaddr?: string;
  port: number;
  database: string;
  /** Absent: the snippet takes it from `PGUSER`. */
  user?: string;
  sslMode: SslMode;
  /** File of the CA certificate; absent where the system's certificates are meant. */
  caFile?: string;
  /** What to save in that file, in PEM. */
  caCertificate?: string;
  credentials?: CredentialReference;
  /** Whether host and port are those that the ConfigMap holds. */
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
    // Every server has it.
    database: database ?? 'postgres',
    user,
    sslMode,
    ...(caCertificate &&
      verifies({ sslMode }) && { caFile: CA_FILE, caCertificate }),
    credentials,
    isDefaultEndpoint: standard?.host === host && standard.port === port,
  };
}

/** Whether the server's certificate is checked. */
export function verifies({
  sslMode,
}: Pick<ConnectionParameters, 'sslMode'>): boolean {
  return sslMode.startsWith('verify');
}

/** TLS parameters for what is built on libpq. */
export function tlsOf({ sslMode, caFile }: ConnectionParameters): LibpqTls {
  return libpqTls(sslMode, caFile);
}
