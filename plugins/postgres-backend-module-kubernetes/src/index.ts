/**
 * A backend module for the plugin `postgres`: adds the provider `cloudnative-pg`,
 * for databases that the operator CloudNativePG runs, the provider `statefulset`,
 * for databases without an operator, and the credential store `kubernetes`. They
 * use the clusters of `postgres.kubernetes.clusters`, or those of Backstage's
 * section `kubernetes`.
 *
 * @packageDocumentation
 */
export { postgresModuleKubernetes as default } from './module';
