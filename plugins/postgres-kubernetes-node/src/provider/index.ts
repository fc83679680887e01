export { KubernetesProvider } from './KubernetesProvider';
export type {
  ObjectRules,
  ProviderOperation,
  ProviderRules,
} from './ProviderRules';
