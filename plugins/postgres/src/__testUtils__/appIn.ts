import {
  createFrontendModule,
  type createTranslationResource,
} from '@backstage/frontend-plugin-api';
import type { renderInTestApp } from '@backstage/frontend-test-utils';
import { TranslationBlueprint } from '@backstage/plugin-app-react';

type AppOptions = NonNullable<Parameters<typeof renderInTestApp>[1]>;

/** Options of an app with a language and a translation as an adopter would add it. */
export const appIn = (
  language: string,
  resource: ReturnType<typeof createTranslationResource>,
): Pick<AppOptions, 'config' | 'features'> => ({
  features: [
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        TranslationBlueprint.make({ name: 'postgres', params: { resource } }),
      ],
    }),
  ],
  config: {
    app: {
      baseUrl: 'http://localhost:3000',
      extensions: [
        {
          'api:app/app-language': {
            config: {
              defaultLanguage: language,
              availableLanguages: ['en', 'de'],
            },
          },
        },
      ],
    },
    backend: { baseUrl: 'http://localhost:7007' },
  },
});
