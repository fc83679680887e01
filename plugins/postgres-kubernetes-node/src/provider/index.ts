export { KubernetesProvider, type ProviderRules } from './KubernetesProvider';
