import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** The users of the demo, by the auth provider that signs them in. */
const demoUsers = {
  guest: 'user:default/ada',
  'guest-grace': 'user:default/grace',
  'guest-lin': 'user:default/lin',
};

const withoutPassword = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => {},
  authenticate: async () => ({ result: {} }),
});

/**
 * Signs in as one of the users of the demo. Backstage's own guest provider has
 * only one user, and the demo needs more to show ownership.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-users',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ providers, logger }) {
        if (process.env.NODE_ENV !== 'development') {
          throw new Error(
            'The sign-in without a password is for development only: NODE_ENV must be development',
          );
        }
        for (const [providerId, entityRef] of Object.entries(demoUsers)) {
          providers.registerProvider({
            providerId,
            factory: createProxyAuthProviderFactory({
              authenticator: withoutPassword,
              signInResolver: (_, context) =>
                context.signInWithCatalogUser({ entityRef }),
            }),
          });
        }
        logger.warn('Anyone who reaches this port can sign in as a demo user');
      },
    });
  },
});
