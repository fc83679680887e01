import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { CredentialStore } from './contract/CredentialStore';
import type { PostgresProvider } from './contract/PostgresProvider';
import type { RecordSigner } from './contract/RecordSigner';

/** @public */
export interface PostgresProvidersExtensionPoint {
  /**
   * Adds a provider. If it cannot start, the module that added it fails, and the
   * plugin continues with the other providers.
   *
   * @throws ConflictError if a provider with this id exists
   */
  addProvider(provider: PostgresProvider): void;
}

/** @public */
export const postgresProvidersExtensionPoint =
  createExtensionPoint<PostgresProvidersExtensionPoint>({
    id: 'postgres.providers',
  });

/** @public */
export interface PostgresCredentialStoresExtensionPoint {
  /** @throws ConflictError if a store with this id exists */
  addCredentialStore(store: CredentialStore): void;
  /**
   * Returns the store with this id. Modules start in any order: call this when
   * the store is used, not at the start.
   *
   * @throws InputError that lists the available stores
   */
  getCredentialStore(id: string): CredentialStore;
}

/** @public */
export const postgresCredentialStoresExtensionPoint =
  createExtensionPoint<PostgresCredentialStoresExtensionPoint>({
    id: 'postgres.credential-stores',
  });

/** @public */
export interface PostgresRecordsExtensionPoint {
  /** Signs with the keys of the plugin, which are available after `connect` of the provider is called. */
  readonly signer: RecordSigner;
}

/** @public */
export const postgresRecordsExtensionPoint =
  createExtensionPoint<PostgresRecordsExtensionPoint>({
    id: 'postgres.records',
  });
