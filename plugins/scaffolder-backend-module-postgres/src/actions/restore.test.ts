import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  mockContext,
  mockPostgres,
  REF,
  view,
} from '../__testUtils__/fixtures';
import { createRestoreAction } from './restore';

const COPY = 'server:main/copy';
const copy = view({ ref: COPY, name: 'copy' });
const input = {
  ref: REF,
  name: 'copy',
  entityRef: 'component:default/orders',
  targetTime: '2026-01-02T03:04:05Z',
};

describe('postgres:database:restore', () => {
  it('restores once, and waits until the new database is usable', async () => {
    const postgres = mockPostgres();
    postgres.restoreDatabase.mockResolvedValue(copy);
    postgres.getDatabase
      .mockResolvedValueOnce({ ...copy, usable: claimed(false) })
      .mockResolvedValue({ ...copy, revision: '2' });
    const first = mockContext(input);
    await createRestoreAction(postgres).handler(first.ctx);
    const { ref: _source, ...request } = input;
    expect(postgres.restoreDatabase).toHaveBeenCalledWith(
      REF,
      { ...request, taskId: first.ctx.task.id },
      expect.anything(),
    );
    expect(postgres.getDatabase).toHaveBeenCalledTimes(2);
    expect(first.outputs).toMatchObject({ ref: COPY, usable: true });
    expect(first.checkpoints).toEqual({ [`restore ${COPY}`]: { ref: COPY } });

    const second = mockContext(input, { checkpoints: first.checkpoints });
    await createRestoreAction(postgres).handler(second.ctx);
    expect(postgres.restoreDatabase).toHaveBeenCalledTimes(1);
    expect(second.outputs).toEqual(first.outputs);
  });

  it('reports the field and its rule before it calls the backend', async () => {
    const postgres = mockPostgres();
    const { ctx } = mockContext({ ...input, targetTime: 'yesterday' });
    await expect(createRestoreAction(postgres).handler(ctx)).rejects.toThrow(
      /targetTime/,
    );
    expect(postgres.restoreDatabase).not.toHaveBeenCalled();
  });
});
