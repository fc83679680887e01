import {
  mockContext,
  mockPostgres,
  REF,
  view,
} from '../__testUtils__/fixtures';
import { createBindAction } from './bind';

it('postgres:database:bind passes on the change and logs the result', async () => {
  const postgres = mockPostgres();
  postgres.bindDatabase.mockResolvedValue(view());
  const { ctx, outputs, lines } = mockContext({
    ref: REF,
    add: ['component:default/orders'],
  });
  await createBindAction(postgres).handler(ctx);
  expect(postgres.bindDatabase).toHaveBeenCalledWith(
    REF,
    { add: ['component:default/orders'] },
    expect.anything(),
  );
  expect(outputs.entityRef).toBe('resource:default/orders-db');
  expect(lines).toEqual([
    'server:main/orders belongs to component:default/orders, owned by group:default/team-orders',
  ]);
});
