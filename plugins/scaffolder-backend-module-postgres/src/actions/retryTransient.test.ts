import {
  errorResponse,
  mockContext,
  mockPostgres,
  REF,
  noResponse,
} from '../__testUtils__/fixtures';
import type { ActionRun } from './definePostgresAction';
import { waitForCondition } from './waitForCondition';
import { retryTransient } from './retryTransient';

// A pause takes no time, but the clock advances.
jest.mock('@pgstage/backstage-plugin-postgres-node/provider', () => ({
  ...jest.requireActual('@pgstage/backstage-plugin-postgres-node/provider'),
  pause: async (ms: number) => jest.setSystemTime(Date.now() + ms),
}));

const entityRef = 'component:default/orders';
const missing = (field: string) =>
  errorResponse(400, 'InputError', 'not there', {
    issues: [{ field, rule: 'must name an entity', missingEntity: entityRef }],
  });
const wait = (call: () => Promise<unknown>, waitSeconds?: number) => {
  const { ctx, lines } = mockContext({});
  const run = { ctx } as ActionRun<unknown>;
  return { lines, result: retryTransient(run, call, waitSeconds) };
};

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

it('reports the missing entity after the timeout', async () => {
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
      errorResponse(400, 'InputError', 'no', {
        issues: [{ field: 'entityRef', rule: 'must not be its own Resource' }],
      }),
  ],
  ['a right', () => errorResponse(403, 'NotAllowedError', 'no')],
])('does not wait for %s', async (_, rejection) => {
  const error = await rejection();
  const call = jest.fn().mockRejectedValue(error);
  await expect(wait(call).result).rejects.toBe(error);
  expect(call).toHaveBeenCalledTimes(1);
});

it('logs a backend that does not respond once, and throws its error in the end', async () => {
  const error = noResponse();
  const { lines, result } = wait(async () => {
    jest.setSystemTime(Date.now() + 31_000);
    throw error;
  });
  await expect(result).rejects.toBe(error);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('does not respond');
});

it('retries for as long as the step may wait, for example while a webhook is unavailable', async () => {
  const away = await errorResponse(
    503,
    'ServiceUnavailableError',
    'no webhook',
  );
  const call = jest.fn(async () => {
    if (Date.now() > 500_000) return 'created';
    throw away;
  });
  const { lines, result } = wait(call, 600);
  await expect(result).resolves.toBe('created');
  // Each call is a write, and the writes of a user per minute are limited.
  expect(call.mock.calls.length).toBeLessThan(100);
  expect(lines).toEqual(['no webhook (retrying)']);
});

it('retries rarely for a database that the user may create but not read', async () => {
  const postgres = mockPostgres();
  postgres.getDatabase.mockRejectedValue(
    await errorResponse(404, 'NotFoundError', 'none'),
  );
  const run = {
    ...mockContext({}),
    options: {},
  } as unknown as ActionRun<unknown>;
  const onMissing = jest.fn();
  await waitForCondition(postgres, run, REF, {
    description: 'it is there',
    waitSeconds: 600,
    isReached: () => false,
    onMissing,
  });
  const requests = onMissing.mock.calls.length;
  expect(requests).toBeGreaterThan(50);
  expect(requests).toBeLessThan(100);
});
