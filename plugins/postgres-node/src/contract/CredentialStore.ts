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
   * Other addresses at which the login works, for example of standbys. Only
   * stores whose clients look up passwords by address store and return them.
   */
  alsoAt?: { host: string; port: number }[];
  database: string;
  user: string;
  password: string;
  /** Version of the password at its source, if the provider copies it from a store of passwords. */
  version?: string;
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
  /** For example `file`; the configuration of a provider selects its store by this id. */
  readonly id: string;
  /**
   * Compares a target with the configuration, before the provider writes
   * anything. Makes no calls.
   *
   * @throws InvalidFieldsError that names `target.cluster` or `target.namespace`
   */
  check?(target: CredentialTarget): void;
  /**
   * Checks that the entry of `ref` can be written to a target, and writes nothing.
   *
   * @throws InvalidFieldsError that names `target.cluster` or `target.namespace`,
   * for example a namespace that does not exist
   */
  verify?(
    ref: string,
    target: CredentialTarget,
    options?: ProviderCallOptions,
  ): Promise<void>;
  /**
   * Creates or replaces the entry of `entry.ref`, completely or not at all.
   *
   * @throws the reason of `signal` after it is aborted. An aborted write must
   * not replace the entry of a later write.
   */
  write(
    entry: CredentialEntry,
    options?: ProviderCallOptions,
  ): Promise<CredentialReference>;
  /** Returns the reference, without the secret, or undefined if there is no entry. */
  find(ref: string): Promise<CredentialReference | undefined>;
  /** Returns the refs of all entries, so that a provider can remove those of databases that no longer exist. */
  refs?(options?: ProviderCallOptions): Promise<string[]>;
  /** Returns the entry with its secret, or undefined if there is none. */
  read(ref: string): Promise<CredentialEntry | undefined>;
  /**
   * Removes the entry; does nothing if there is none.
   *
   * @throws the reason of `signal` after it is aborted
   */
  remove(ref: string, options?: ProviderCallOptions): Promise<void>;
}
