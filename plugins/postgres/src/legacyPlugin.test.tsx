import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import {
  catalogApiRef,
  entityRouteRef,
  EntityProvider,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { scenarioApi } from '../dev/scenarioApi';
import { scenarios } from '../dev/scenarios';
import { entity } from './__testUtils__/renderTab';
import { postgresApiRef } from './api';
import { operationWatchApiRef } from './operations/api';
import { OperationWatch } from './operations/OperationWatch';
import { EntityPostgresContent, postgresPlugin } from '.';

describe('plugin of the old frontend system', () => {
  it('has its client', () => {
    expect(
      [...postgresPlugin.getApis()].map(factory => factory.api.id),
    ).toEqual(['plugin.postgres.client', 'plugin.postgres.operation-watch']);
  });

  it('shows the same tab, and opens the choices of a link', async () => {
    const api = scenarioApi(scenarios.orders);
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [postgresApiRef, api],
          [operationWatchApiRef, new OperationWatch(api, { post: jest.fn() })],
          [catalogApiRef, catalogApiMock({ entities: [entity] })],
        ]}
      >
        <EntityProvider entity={entity}>
          <Routes>
            <Route path="/postgresql/*" element={<EntityPostgresContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        routeEntries: ['/postgresql/health'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByRole('table', { name: /^Instances/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Health' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(screen.getByRole('link', { name: 'Backups' })).toHaveAttribute(
      'href',
      '/postgresql/backups',
    );
  });
});
