/**
 * Template actions that create and operate PostgreSQL databases.
 *
 * @packageDocumentation
 */
export { scaffolderModulePostgres as default } from './module';
