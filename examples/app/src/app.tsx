import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Plugins are found by `app.packages: all`; only the sign-in is our own. */
export const app = createApp({
  features: [
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        SignInPageBlueprint.make({
          params: {
            loader: () =>
              import('./DemoSignInPage').then(m => m.DemoSignInPage),
          },
        }),
      ],
    }),
  ],
});
