export { readStoreConfig, type KubernetesStoreConfig } from './config';
export { KubernetesCredentialStore } from './KubernetesCredentialStore';
