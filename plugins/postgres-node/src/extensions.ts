import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { CredentialStore } from './contract/CredentialStore';
import type { PostgresProvider } from './contract/PostgresProvider';
import type { RecordSigner } from './contract/RecordSigner';

/** @public */
export interface PostgresProvidersExtensionPoint {
  /**
   * Adds a provider. If it cannot start, the module that added it fails, and
   * the plugin continues with the others.
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
   * Returns the store with this id. Call it only when you use the store: modules
   * start in any order.
   *
   * @throws InputError that lists the available stores.
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
  /** Signs with the keys of the plugin. Modules start before the keys are available: use it once the provider is connected. */
  readonly signer: RecordSigner;
}

/** @public */
export const postgresRecordsExtensionPoint =
  createExtensionPoint<PostgresRecordsExtensionPoint>({
    id: 'postgres.records',
  });
