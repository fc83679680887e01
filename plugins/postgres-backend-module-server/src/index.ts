/**
 * Provider `server` for the plugin `postgres`: databases on existing PostgreSQL
 * servers.
 *
 * @packageDocumentation
 */
export { postgresModuleServer as default } from './module';
