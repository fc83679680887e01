import {
  mockContext,
  mockPostgres,
  providerMessage,
  REF,
  view,
} from '../__testUtils__/fixtures';
import { createRotateLoginAction } from './rotateLogin';

it('postgres:database:rotate-login rotates once, and logs how long the previous login works', async () => {
  const postgres = mockPostgres();
  const rotated = view();
  rotated.operations['rotate-login'] = {
    supported: true,
    obstacle: providerMessage('overlapRuns'),
  };
  postgres.rotateLogin.mockResolvedValue(rotated);
  postgres.getDatabase.mockResolvedValue(rotated);
  const input = { ref: REF, overlapMinutes: 120 };
  const first = mockContext(input);
  await createRotateLoginAction(postgres).handler(first.ctx);
  const second = mockContext(input, { checkpoints: first.checkpoints });
  await createRotateLoginAction(postgres).handler(second.ctx);
  expect(postgres.rotateLogin).toHaveBeenCalledTimes(1);
  expect(postgres.rotateLogin).toHaveBeenCalledWith(
    REF,
    { overlapMinutes: 120 },
    expect.anything(),
  );
  expect(second.outputs.secretRef).toBe('orders-db');
  for (const { lines } of [first, second])
    expect(lines.at(-1)).toBe(
      `The new login of ${REF} is in orders-db: applications must read user and password again. The previous login works until 12:00.`,
    );
});

it('postgres:database:rotate-login rejects an overlap of more than a week', async () => {
  const postgres = mockPostgres();
  const { ctx } = mockContext({ ref: REF, overlapMinutes: 10_081 });
  await expect(createRotateLoginAction(postgres).handler(ctx)).rejects.toThrow(
    /overlapMinutes/,
  );
  expect(postgres.rotateLogin).not.toHaveBeenCalled();
});
