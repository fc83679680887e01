import {
  Connection,
  CredentialReference,
  Endpoint,
  SslMode,
} from '@pgstage/backstage-plugin-postgres-common';

/** What a snippet is made of. Holds no password, so no snippet can. */
export interface ConnectTarget {
  host: string;
  port: number;
  database: string;
  /** Absent: the snippet takes it from `PGUSER`. */
  user?: string;
  sslMode: SslMode;
  credentials?: CredentialReference;
  /** Whether host and port are those that the ConfigMap holds. */
  isDefaultEndpoint: boolean;
}

export function connectTarget(
  connection: Connection,
  endpoint: Endpoint,
): ConnectTarget {
  const { database, user, credentials } = connection;
  const { host, port, sslMode, purpose } = endpoint;
  return {
    host,
    port,
    database,
    user,
    sslMode,
    credentials,
    isDefaultEndpoint: purpose === 'read-write',
  };
}
