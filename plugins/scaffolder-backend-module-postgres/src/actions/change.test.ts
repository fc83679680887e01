import {
  errorResponse,
  mockContext,
  mockPostgres,
  providerMessage,
  REF,
  step,
  view,
} from '../__testUtils__/fixtures';
import { createChangeAction } from './change';

const changing = view({
  status: {
    ...view().status,
    state: 'changing',
    reason: providerMessage('instanceIsAdded'),
  },
  steps: [step('running')],
});

describe('postgres:database:change', () => {
  it('requests only the change, and waits until it is complete', async () => {
    const postgres = mockPostgres();
    postgres.changeDatabase.mockResolvedValue(changing);
    postgres.getDatabase
      .mockResolvedValueOnce(changing)
      .mockResolvedValueOnce(view({ revision: '2' }));
    const { ctx, outputs, lines } = mockContext({
      ref: REF,
      instances: 3,
      waitSeconds: 60,
    });
    await createChangeAction(postgres).handler(ctx);
    expect(postgres.changeDatabase).toHaveBeenCalledWith(
      REF,
      { instances: 3 },
      expect.anything(),
    );
    expect(postgres.getDatabase).toHaveBeenCalledTimes(2);
    expect(outputs).toMatchObject({ ref: REF, usable: true });
    expect(lines.at(0)).toBe(`Changing instances of ${REF}`);
    expect(lines.join()).toContain(`${REF} has been changed`);
  });

  it.each([
    ['attention', `${REF} needs attention`],
    ['unknown', `The state of ${REF} is unknown`],
  ] as const)('logs what is %s after the change', async (state, text) => {
    const postgres = mockPostgres();
    const reason = providerMessage('noVolume');
    const status = { ...view().status, state, reason };
    postgres.changeDatabase.mockResolvedValue(changing);
    postgres.getDatabase.mockResolvedValue(view({ status }));
    const { ctx, lines } = mockContext({ ref: REF, storage: '50Gi' });
    await createChangeAction(postgres).handler(ctx);
    expect(lines.at(-1)).toBe(`${text}: ${reason.text}`);
  });

  it.each([
    [{}, /must contain at least one field/],
    [{ database: 'other' }, /database is not a known field/],
    [{ instances: 0 }, /instances/],
  ])('rejects %j before it calls the backend', async (change, message) => {
    const postgres = mockPostgres();
    const { ctx } = mockContext({ ref: REF, ...change });
    await expect(createChangeAction(postgres).handler(ctx)).rejects.toThrow(
      message,
    );
    expect(postgres.changeDatabase).not.toHaveBeenCalled();
  });

  it('passes on the error of the backend', async () => {
    const postgres = mockPostgres();
    const message = 'storage must be at least 20Gi: a volume cannot be shrunk';
    postgres.changeDatabase.mockRejectedValue(
      await errorResponse(400, 'InputError', message, {
        issues: [{ field: 'storage', rule: 'must be at least 20Gi' }],
      }),
    );
    const { ctx } = mockContext({ ref: REF, storage: '1Gi' });
    await expect(
      createChangeAction(postgres).handler(ctx),
    ).rejects.toMatchObject({ name: 'InputError', message });
  });
});
