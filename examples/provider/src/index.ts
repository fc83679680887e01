/**
 * A provider on the Kubernetes base, of an operator that does not exist.
 *
 * @packageDocumentation
 */
export { postgresModuleAcorn as default } from './module';
