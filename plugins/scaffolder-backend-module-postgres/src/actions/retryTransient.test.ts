import {
  answer,
  mockContext,
  mockPostgres,
  REF,
  unanswered,
} from '../__testUtils__/fixtures';
import type { ActionRun } from './definePostgresAction';
import { waitForCondition } from './waitForCondition';
import { retryTransient } from './retryTransient';

// A pause takes no time, and the clock goes on.
jest.mock('@pgstage/backstage-plugin-postgres-node/provider', () => ({
  ...jest.requireActual('@pgstage/backstage-plugin-postgres-node/provider'),
  pause: async (ms: number) => jest.setSystemTime(Date.now() + ms),
}));

const entityRef = 'component:default/orders';
const missing = (field: string) =>
  answer(400, 'InputError', 'not there', {
    issues: [{ field, rule: 'must name an entity', missingEntity: entityRef }],
  });
const wait = (call: () => Promise<unknown>, waitSeconds?: number) => {
  const { ctx, lines } = mockContext({});
  const run = { ctx } as ActionRun<unknown>;
  return { lines, result: retryTransient(run, call, waitSeconds) };
};

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

it('says what it waited for when that does not come in time', async () => {
  const error = await missing('entityRef');
  const { lines, result } = wait(async () => {
    jest.setSystemTime(Date.now() + 61_000);
    throw error;
  });
  await expect(result).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringMatching(
      /^component:default\/orders did not appear in the catalog within 60 seconds/,
    ),
  });
  expect(lines).toEqual([]);
});

it.each([
  [
    'another field',
    () =>
      answer(400, 'InputError', 'no', {
        issues: [{ field: 'entityRef', rule: 'must not be its own Resource' }],
      }),
  ],
  ['a right', () => answer(403, 'NotAllowedError', 'no')],
])('does not wait for %s', async (_, refusal) => {
  const error = await refusal();
  const call = jest.fn().mockRejectedValue(error);
  await expect(wait(call).result).rejects.toBe(error);
  expect(call).toHaveBeenCalledTimes(1);
});

it('tells of a backend that does not answer once, and gives its error in the end', async () => {
  const error = unanswered();
  const { lines, result } = wait(async () => {
    jest.setSystemTime(Date.now() + 31_000);
    throw error;
  });
  await expect(result).rejects.toBe(error);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('does not answer');
});

it('is as patient as the step with what is away for a while, such as a webhook', async () => {
  const away = await answer(503, 'ServiceUnavailableError', 'no webhook');
  const call = jest.fn(async () => {
    if (Date.now() > 500_000) return 'made';
    throw away;
  });
  const { lines, result } = wait(call, 600);
  await expect(result).resolves.toBe('made');
  // Each is a write, of which its person may send only so many a minute.
  expect(call.mock.calls.length).toBeLessThan(100);
  expect(lines).toEqual(['no webhook (trying again for a while)']);
});

it('asks seldom again for a database that its person may create and not see', async () => {
  const postgres = mockPostgres();
  postgres.getDatabase.mockRejectedValue(
    await answer(404, 'NotFoundError', 'none'),
  );
  const run = {
    ...mockContext({}),
    options: {},
  } as unknown as ActionRun<unknown>;
  const onMissing = jest.fn();
  await waitForCondition(postgres, run, REF, {
    words: 'it is there',
    waitSeconds: 600,
    isReached: () => false,
    onMissing,
  });
  const asked = onMissing.mock.calls.length;
  expect(asked).toBeGreaterThan(50);
  expect(asked).toBeLessThan(100);
});
