export { KubernetesProvider } from './KubernetesProvider';
export type { ObjectRules, ProviderRules } from './ProviderRules';
