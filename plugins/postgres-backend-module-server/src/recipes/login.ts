import {
  CA_FILE,
  type CredentialReference,
  type Endpoint,
  libpqTls,
  libpqTlsNotes,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ApplicationAddress } from '../config';

/** Address and purpose of the primary or a standby. */
export interface LoginEndpoint extends ApplicationAddress {
  purpose: Endpoint['purpose'];
}

/** The parameters of all recipes. */
export interface Login {
  /** The read-write endpoint first. */
  endpoints: LoginEndpoint[];
  database: string;
  user?: string;
  credentials?: CredentialReference;
  jumpHost?: string;
}

/** Name of the file for the CA certificate; undefined for the system's certificates. */
export const caFileOf = ({ ca }: LoginEndpoint) => (ca ? CA_FILE : undefined);

export const tlsOf = (endpoint: LoginEndpoint) =>
  libpqTls(endpoint.sslMode, caFileOf(endpoint));

/** Returns the notes of all endpoints, without duplicates. */
export const tlsNotes = ({ endpoints }: Login) => [
  ...new Set(endpoints.flatMap(endpoint => libpqTlsNotes(tlsOf(endpoint)))),
];

/** Returns a command for each endpoint; the labels of all but the first contain the address. */
export function forEach(
  { endpoints }: Login,
  label: string,
  commandFor: (endpoint: LoginEndpoint) => string,
) {
  return endpoints.map((endpoint, index) => {
    const { purpose, host, port } = endpoint;
    return {
      label: index ? `${label}, ${purpose} by ${host}:${port}` : label,
      command: commandFor(endpoint),
      endpoint: { host, port },
    };
  });
}
