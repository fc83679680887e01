import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** `app.packages: all` discovers the plugins; only the sign-in page is part of the demo. */
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
