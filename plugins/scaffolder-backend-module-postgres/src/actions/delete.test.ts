import {
  errorResponse,
  mockContext,
  mockPostgres,
  REF,
  view,
} from '../__testUtils__/fixtures';
import { createDeleteAction } from './delete';

describe('postgres:database:delete', () => {
  it('removes, and waits until the database no longer exists', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase
      .mockResolvedValueOnce(
        view({ status: { ...view().status, state: 'changing' } }),
      )
      .mockRejectedValue(await errorResponse(404, 'NotFoundError', 'none'));
    const { ctx, outputs } = mockContext({
      ref: REF,
      confirm: 'orders',
      force: true,
    });
    await createDeleteAction(postgres).handler(ctx);
    expect(postgres.removeDatabase).toHaveBeenCalledWith(
      REF,
      { force: true },
      expect.anything(),
    );
    expect(outputs).toEqual({ ref: REF, removed: true });
  });

  it('removes nothing unless the name is confirmed', async () => {
    const postgres = mockPostgres();
    const { ctx } = mockContext({ ref: REF, confirm: 'order' });
    await expect(
      createDeleteAction(postgres).handler(ctx),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: "confirm must be 'orders', the name of the database to remove",
    });
    expect(postgres.removeDatabase).not.toHaveBeenCalled();
  });

  it('ends with a message if the database still exists after the timeout', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase.mockResolvedValue(view());
    const { ctx, outputs } = mockContext({
      ref: REF,
      confirm: 'orders',
      waitSeconds: 0,
    });
    await createDeleteAction(postgres).handler(ctx);
    expect(outputs).toEqual({ ref: REF, removed: false });
  });
});
