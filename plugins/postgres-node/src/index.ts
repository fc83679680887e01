/**
 * For backends: the provider contract, its extension points, and the plugin
 * `postgres` as a service.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './contract/CredentialStore';
export * from './contract/PostgresProvider';
export * from './contract/RecordSigner';
export * from './contract/SufficientSources';
export {
  postgresServiceRef,
  type PostgresService,
  type PostgresServiceOptions,
} from './service';
