import { screen } from '@testing-library/react';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { scenarioApi } from '../dev/scenarioApi';
import { scenarios } from '../dev/scenarios';
import { entity } from './__testUtils__/renderTab';
import { postgresApiRef } from './api';
import defaultExport, { isPostgresAvailable } from '.';
import { operationWatchApiRef } from './operations/api';
import { OperationWatch } from './operations/OperationWatch';
import { entityPostgresContent } from './plugin';

const ofKind = (kind: string) => ({ ...entity, kind });

describe('plugin of the new frontend system', () => {
  it('is the default export, with its configuration schema', () => {
    expect(defaultExport.pluginId).toBe('postgres');
    expect(defaultExport.getExtension('entity-content:postgres')).toBeDefined();
    expect(defaultExport.getExtension('api:postgres')).toBeDefined();
  });

  it('shows the tab of a component', async () => {
    const api = scenarioApi(scenarios.orders);
    renderTestApp({
      extensions: [createTestEntityPage({ entity }), entityPostgresContent],
      apis: [
        [postgresApiRef, api],
        [operationWatchApiRef, new OperationWatch(api, mockApis.alert())],
      ],
    });
    expect(
      await screen.findByRole('heading', { name: 'orders-db' }),
    ).toBeInTheDocument();
  });

  it('exists for components and resources, like the legacy condition', () => {
    const tester = createExtensionTester(entityPostgresContent);
    const filter = tester.get(EntityContentBlueprint.dataRefs.filterFunction);
    for (const kind of ['Component', 'Resource', 'API', 'Group']) {
      expect(filter?.(ofKind(kind))).toBe(
        ['Component', 'Resource'].includes(kind),
      );
      expect(isPostgresAvailable(ofKind(kind))).toBe(filter?.(ofKind(kind)));
    }
  });

  it('can be configured for other entities', () => {
    const tester = createExtensionTester(entityPostgresContent, {
      config: { filter: { kind: 'system' } },
    });
    const filter = tester.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.(ofKind('System'))).toBe(true);
    expect(filter?.(ofKind('Component'))).toBe(false);
  });
});
