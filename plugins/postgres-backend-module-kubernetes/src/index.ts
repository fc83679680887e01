/**
 * PostgreSQL on Kubernetes for the plugin `postgres`.
 *
 * @packageDocumentation
 */
export { postgresModuleKubernetes as default } from './module';
