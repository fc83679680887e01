/**
 * An example of a provider on the Kubernetes base, for an operator that does not exist.
 *
 * @packageDocumentation
 */
export { postgresModuleAcorn as default } from './module';
