/** How to reach an API server and log in to it. */
export type ClusterAccess =
  | { type: 'kubeconfig'; file?: string; context?: string }
  | { type: 'in-cluster' }
  | {
      type: 'address';
      url: string;
      caData?: string;
      caFile?: string;
      skipTLSVerify?: boolean;
      login: ClusterLogin;
    };

/** `pod`: the token that Kubernetes mounts into Backstage's own pod. */
export type ClusterLogin =
  | { type: 'token'; token: string }
  | { type: 'pod' }
  | {
      type: 'strategy';
      provider: 'aws' | 'azure' | 'googleServiceAccount';
      /** Annotations of Backstage's Kubernetes plugin, for example the AWS role. */
      authMetadata: Record<string, string>;
    };

/** A configured cluster. */
export interface ClusterConfig {
  name: string;
  title: string;
  /** Key in the configuration, for messages. */
  key: string;
  access: ClusterAccess;
}

/** A cluster of Backstage's `kubernetes` section that cannot be used, and why. */
export interface UnusableCluster {
  key: string;
  reason: string;
}
