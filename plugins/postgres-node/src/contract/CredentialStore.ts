import type {
  CredentialReference,
  SslMode,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from './PostgresProvider';

/**
 * Where an entry goes, for stores that have several places. What is absent is
 * the store's own default.
 *
 * @public
 */
export interface CredentialTarget {
  /** Name of a Kubernetes cluster; may be another than the database's. */
  cluster?: string;
  /** Namespace of the application. */
  namespace?: string;
}

/** All that an application needs to log in. Holds a secret: never log it. @public */
export interface CredentialEntry {
  /** Ref of the database: the identity of the entry. */
  ref: string;
  host: string;
  port: number;
  /**
   * Where else the same login works, as at a standby. Only a store whose clients
   * look a password up by the address keeps it; from others it is absent.
   */
  alsoAt?: { host: string; port: number }[];
  database: string;
  user: string;
  password: string;
  sslMode: SslMode;
  /** PEM of the CA that `verify-ca` and `verify-full` check by; the system's certificates where absent. */
  ca?: string;
  target?: CredentialTarget;
}

/**
 * A place where credentials lie until an application picks them up.
 *
 * @public
 */
export interface CredentialStore {
  /** For example `file`; chosen by name in a provider's configuration. */
  readonly id: string;
  /**
   * Checks a target by the configuration alone, for those who write later.
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
  /** The reference without the secret, where the entry exists. */
  find(ref: string): Promise<CredentialReference | undefined>;
  /** The entry with its secret, where it exists. */
  read(ref: string): Promise<CredentialEntry | undefined>;
  /**
   * Removes the entry; does nothing if there is none.
   *
   * @throws the reason of `signal` once it is aborted.
   */
  remove(ref: string, options?: ProviderCallOptions): Promise<void>;
}
