/**
 * Every PostgreSQL database as a Resource entity of the catalog.
 *
 * @packageDocumentation
 */
export { catalogModulePostgres as default } from './module';
