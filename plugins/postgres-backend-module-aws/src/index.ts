/**
 * For the plugin `postgres`: databases on Amazon RDS for PostgreSQL.
 *
 * @packageDocumentation
 */
export { postgresModuleAws as default } from './module';
