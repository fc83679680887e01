import {
  CA_FILE,
  type CredentialReference,
  type Endpoint,
  libpqTls,
  libpqTlsNotes,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ApplicationAddress } from '../config';

/** A way in: the primary's, or that of a standby. */
export interface LoginEndpoint extends ApplicationAddress {
  purpose: Endpoint['purpose'];
}

/** What every recipe is made from. */
export interface Login {
  /** The one to write to first. */
  ways: LoginEndpoint[];
  database: string;
  user?: string;
  credentials?: CredentialReference;
  jumpHost?: string;
}

/** File under which a person saves the CA; absent where the system's certificates are meant. */
export const caFileOf = ({ ca }: LoginEndpoint) => (ca ? CA_FILE : undefined);

export const tlsOf = (way: LoginEndpoint) =>
  libpqTls(way.sslMode, caFileOf(way));

/** Of all ways, each once. */
export const tlsNotes = ({ ways }: Login) => [
  ...new Set(ways.flatMap(way => libpqTlsNotes(tlsOf(way)))),
];

/** One command for each way in, whose label says which where it is not the first. */
export function forEach(
  { ways }: Login,
  label: string,
  commandFor: (way: LoginEndpoint) => string,
) {
  return ways.map((way, index) => {
    const { purpose, host, port } = way;
    return {
      label: index ? `${label}, ${purpose} by ${host}:${port}` : label,
      command: commandFor(way),
      endpoint: { host, port },
    };
  });
}
