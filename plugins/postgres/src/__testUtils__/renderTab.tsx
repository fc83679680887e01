import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  entityRouteRef,
  EntityProvider,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { RenderResult } from '@testing-library/react';
import { scenarioApi } from '../../dev/scenarioApi';
import { Scenario, scenarios } from '../../dev/scenarios';
import { postgresApiRef } from '../api';
import { PostgresContent } from '../components/PostgresContent/PostgresContent';
import { operationWatchApiRef } from '../operations/api';
import { OperationWatch } from '../operations/OperationWatch';
import { rootRouteRef, templateRouteRef } from '../routes';

export const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-orders' },
};

type RenderOptions = NonNullable<Parameters<typeof renderInTestApp>[1]>;

/** Named, because the declaration of the inferred type would refer to a nested package. */
type RenderedTab = RenderResult & {
  api: jest.Mocked<ReturnType<typeof scenarioApi>>;
  alert: ReturnType<typeof mockApis.alert>;
};

/** Renders the tab of a component with a backend that responds according to the scenario. */
export function renderTab(
  scenario: Scenario = scenarios.orders,
  path = '',
  of: Entity = entity,
  options: Pick<RenderOptions, 'config' | 'features'> = {},
): RenderedTab {
  const api = scenarioApi(scenario);
  const spies = Object.fromEntries(
    Object.entries(api).map(([name, call]) => [name, jest.fn(call)]),
  ) as unknown as jest.Mocked<typeof api>;
  const alert = mockApis.alert();
  const rendered = renderInTestApp(
    <EntityProvider entity={of}>
      <PostgresContent />
    </EntityProvider>,
    {
      ...options,
      mountPath: '/postgresql',
      initialRouteEntries: [`/postgresql${path}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/tab': rootRouteRef,
        '/create/templates/:namespace/:templateName': templateRouteRef,
      },
      apis: [
        alert,
        [postgresApiRef, spies],
        [operationWatchApiRef, new OperationWatch(spies, alert)],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
      ],
    },
  );
  return { ...rendered, api: spies, alert };
}

/** Hides the browser tab, or shows it again. */
export function setHidden(hidden: boolean) {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  });
  document.dispatchEvent(new Event('visibilitychange'));
}
