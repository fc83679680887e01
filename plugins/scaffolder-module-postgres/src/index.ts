/**
 * Form fields for templates that create PostgreSQL databases.
 *
 * @packageDocumentation
 */
export { scaffolderModulePostgres as default } from './module';
export * from './legacy';
export type { DatabaseLocation } from './location';
export { scaffolderPostgresTranslationRef } from './translation';
