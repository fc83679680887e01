/**
 * The model of pgstage: databases, refs, bindings, permissions, and the HTTP API
 * with its client.
 *
 * @packageDocumentation
 */
export * from './messages';
export * from './annotations';
export * from './changes';
export * from './client/api';
export * from './client/PostgresClient';
export * from './errorCodes';
export * from './errors';
export * from './handledOperations';
export * from './inputFields';
export * from './libpq/passwordFile';
export * from './libpq/text';
export * from './libpq/tls';
export * from './model/backups';
export * from './model/communitySupport';
export * from './model/connection';
export {
  furtherDatabaseSchema,
  furtherRoleSchema,
  type ContentsField,
  type FurtherDatabase,
  type FurtherRole,
} from './model/contents';
export * from './model/database';
export * from './model/evidence';
export * from './model/health';
export * from './model/logs';
export * from './model/operations';
export * from './model/provider';
export * from './model/quantity';
export * from './model/quota';
export * from './model/requests';
export * from './model/recoveryWindow';
export * from './model/section';
export * from './model/spec';
export * from './model/status';
export * from './model/version';
export * from './model/views';
export * from './operationDefinition';
export * from './operations';
export * from './permissions';
export * from './printable';
export * from './ref';
export * from './shellWord';
