/**
 * For backends: the provider contract, its extension points, and the plugin
 * `postgres` as a service.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './provider/CredentialStore';
export * from './provider/PostgresProvider';
export * from './provider/RecordSigner';
export {
  postgresServiceRef,
  type PostgresService,
  type PostgresServiceOptions,
} from './service';
