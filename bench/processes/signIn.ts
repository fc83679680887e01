import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { USER } from '../databases';

/** Signs the benchmark in, so that it has a token issued by Backstage. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'bench',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'bench',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => {},
              authenticate: async () => ({ result: {} }),
            }),
            signInResolver: (_, context) =>
              context.signInWithCatalogUser({ entityRef: USER }),
          }),
        });
      },
    });
  },
});
