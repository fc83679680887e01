import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { KubeConfig, User } from '@kubernetes/client-node';
import type { ClusterConfig, ClusterLogin } from './ClusterConfig';

type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0];
type StrategyLogin = Extract<ClusterLogin, { type: 'strategy' }>;

interface Strategy {
  getCredential(cluster: {
    name: string;
    url: string;
    authMetadata: Record<string, string>;
  }): Promise<{ type: string; token?: string }>;
}

/** The classes used of `@backstage/plugin-kubernetes-backend`. */
export interface StrategyModule {
  AwsIamStrategy: new (options: { config: Config }) => Strategy;
  AzureIdentityStrategy: new (logger: LoggerService) => Strategy;
  GoogleServiceAccountStrategy: new (options: { config: Config }) => Strategy;
}

// The tokens of all three are valid for longer; a watch is authenticated only when it starts.
const CACHE_MS = 5 * 60_000;

const PACKAGE: string = '@backstage/plugin-kubernetes-backend';

/**
 * Authenticates as Backstage's Kubernetes plugin does. `plugin-kubernetes-node`
 * lets modules *add* strategies to that plugin but exports none, so the classes
 * come from the plugin's package itself, which is installed wherever this
 * configuration is used.
 */
export async function createStrategyAuthenticator(
  cluster: Pick<ClusterConfig, 'name' | 'key'> & { url: string },
  login: StrategyLogin,
  services: { config: Config; logger: LoggerService },
  load: () => Promise<StrategyModule> = () => import(PACKAGE),
): Promise<Authenticator> {
  const classes = await load().catch(() => {
    throw new InputError(
      `Wrong configuration: ${cluster.key}.authProvider '${login.provider}' needs the package ${PACKAGE} installed in the backend`,
    );
  });
  const { config, logger } = services;
  const strategy = {
    aws: () => new classes.AwsIamStrategy({ config }),
    azure: () => new classes.AzureIdentityStrategy(logger),
    googleServiceAccount: () =>
      new classes.GoogleServiceAccountStrategy({ config }),
  }[login.provider]();

  let cached: { until: number; token: Promise<string | undefined> } | undefined;
  const token = () => {
    if (!cached || Date.now() > cached.until) {
      cached = {
        until: Date.now() + CACHE_MS,
        token: strategy
          .getCredential({
            name: cluster.name,
            url: cluster.url,
            authMetadata: login.authMetadata,
          })
          .then(credential => credential.token),
      };
      cached.token.catch(() => {
        cached = undefined;
      });
    }
    return cached.token;
  };
  return {
    isAuthProvider: (user: User) => user.name === cluster.name,
    async applyAuthentication(_user, options) {
      options.headers = {
        ...options.headers,
        Authorization: `Bearer ${await token()}`,
      };
    },
  };
}
