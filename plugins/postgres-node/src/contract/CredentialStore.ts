import type {
  CredentialReference,
  SslMode,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from './PostgresProvider';

/**
 * Destination of an entry, for stores with several destinations. Absent fields
 * default to the configuration of the store.
 *
 * @public
 */
export interface CredentialTarget {
  /** Name of a Kubernetes cluster; may differ from that of the database. */
  cluster?: string;
  /** Namespace of the application. */
  namespace?: string;
}

/** Everything that an application needs to log in. Contains a secret: never log it. @public */
export interface CredentialEntry {
  /** Ref of the database; identifies the entry. */
  ref: string;
  host: string;
  port: number;
  /**
   * Other addresses at which the login works, for example of standbys. Kept only
   * by stores whose clients look up passwords by address; absent from others.
   */
  alsoAt?: { host: string; port: number }[];
  database: string;
  user: string;
  password: string;
  sslMode: SslMode;
  /** PEM of the CA for `verify-ca` and `verify-full`; absent: the certificates of the system. */
  ca?: string;
  target?: CredentialTarget;
}

/**
 * Stores credentials for applications.
 *
 * @public
 */
export interface CredentialStore {
  /** For example `file`; the configuration of a provider selects a store by it. */
  readonly id: string;
  /**
   * Checks a target against the configuration alone, before something else is written.
   *
   * @throws InvalidFieldsError that names `target.cluster` or `target.namespace`.
   */
  check?(target: CredentialTarget): void;
  /**
   * Creates or replaces the entry of `entry.ref`, completely or not at all.
   *
   * @throws the reason of `signal` once it is aborted. A write that is aborted
   * must not replace the entry of a later one.
   */
  write(
    entry: CredentialEntry,
    options?: ProviderCallOptions,
  ): Promise<CredentialReference>;
  /** Returns the reference, without the secret, or undefined if there is no entry. */
  find(ref: string): Promise<CredentialReference | undefined>;
  /** Returns the entry with its secret, or undefined if there is none. */
  read(ref: string): Promise<CredentialEntry | undefined>;
  /**
   * Removes the entry; does nothing if there is none.
   *
   * @throws the reason of `signal` once it is aborted.
   */
  remove(ref: string, options?: ProviderCallOptions): Promise<void>;
}
