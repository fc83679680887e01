import {
  mockContext,
  mockPostgres,
  REF,
  view,
} from '../__testUtils__/fixtures';
import { createRotatePasswordAction } from './rotatePassword';

it('postgres:database:rotate-password rotates once, also when it is repeated', async () => {
  const postgres = mockPostgres();
  postgres.rotatePassword.mockResolvedValue(view());
  postgres.getDatabase.mockResolvedValue(view());
  const first = mockContext({ ref: REF });
  await createRotatePasswordAction(postgres).handler(first.ctx);
  const second = mockContext({ ref: REF }, { checkpoints: first.checkpoints });
  await createRotatePasswordAction(postgres).handler(second.ctx);
  expect(postgres.rotatePassword).toHaveBeenCalledTimes(1);
  expect(second.outputs.secretRef).toBe('orders-db');
  expect(second.lines.at(-1)).toContain(
    `The new password of ${REF} is in orders-db`,
  );
});
