import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createApiFactory,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import plugin, { postgresApiRef } from '../src';
import { scenarioApi } from './scenarioApi';
import { scenarios } from './scenarios';

// Each scenario is a component of the same name: /catalog/default/component/<scenario>/postgresql
const entities = Object.keys(scenarios).map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-orders' },
}));
const shown = () =>
  scenarios[window.location.pathname.split('/')[4]] ?? scenarios.orders;

createDevApp({
  features: [
    plugin,
    catalogPlugin,
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define(
              createApiFactory({
                api: catalogApiRef,
                deps: {},
                factory: () => catalogApiMock({ entities }),
              }),
            ),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'postgres',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define(
              createApiFactory({
                api: postgresApiRef,
                deps: {},
                factory: () => scenarioApi(shown()),
              }),
            ),
        }),
      ],
    }),
  ],
});
