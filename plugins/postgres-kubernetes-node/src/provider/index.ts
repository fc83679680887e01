export {
  KubernetesProvider,
  type ObjectRules,
  type ProviderRules,
} from './KubernetesProvider';
