import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { CredentialStore } from './contract/CredentialStore';
import type { PostgresProvider } from './contract/PostgresProvider';
import type { RecordSigner } from './contract/RecordSigner';

/** @public */
export interface PostgresProvidersExtensionPoint {
  /**
   * Adds a provider. If it cannot start, the module that added it fails, and
   * the plugin goes on with the others.
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
  addCredentialStore(store: CredentialStore): void;
  /**
   * The store with this id. Call it when you use the store, not before:
   * modules start in any order.
   *
   * @throws InputError that lists the stores that there are.
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
  /** Signs with the plugin's keys. Modules start before these are there: use it once the provider is connected. */
  readonly signer: RecordSigner;
}

/** @public */
export const postgresRecordsExtensionPoint =
  createExtensionPoint<PostgresRecordsExtensionPoint>({
    id: 'postgres.records',
  });
