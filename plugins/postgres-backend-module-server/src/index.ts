/**
 * For the plugin `postgres`: databases on PostgreSQL servers that you run.
 *
 * @packageDocumentation
 */
export { postgresModuleServer as default } from './module';
