import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { mockContext, mockPostgres, view } from './__testUtils__/fixtures';
import scaffolderModulePostgres from '.';

it('outputs the path of the tab in the app', async () => {
  const postgres = mockPostgres();
  postgres.createDatabase.mockResolvedValue(view());
  const actions: TemplateAction[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added: TemplateAction[]) => actions.push(...added) },
      ],
    ],
    features: [
      scaffolderModulePostgres,
      postgres.factory,
      mockServices.rootConfig.factory({
        data: {
          app: {
            extensions: [
              { 'entity-content:postgres': { config: { path: '/databases' } } },
            ],
          },
        },
      }),
    ],
  });
  const { ctx, outputs } = mockContext(
    {
      provider: 'server',
      location: 'main',
      name: 'orders',
      entityRef: 'component:default/orders',
    },
    { isDryRun: true },
  );
  await actions
    .find(({ id }) => id === 'postgres:database:create')
    ?.handler(ctx as never);
  expect(outputs.url).toBe(
    '/catalog/default/component/orders/databases?database=server%3Amain%2Forders',
  );
});
