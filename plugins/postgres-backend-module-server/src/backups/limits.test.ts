import { nextAllowedAt } from './limits';

const limits = { minimumIntervalMinutes: 60, keep: 7, keepDays: 30 };
const now = new Date('2026-03-01T12:00:00Z');
const at = (
  startedAt: string,
  status: 'running' | 'finished' | 'failed' = 'finished',
) => ({ startedAt, status });

it.each([
  [[], undefined],
  [[at('2026-03-01T10:59:59Z')], undefined],
  [
    [at('2026-03-01T11:30:00Z'), at('2026-03-01T09:00:00Z')],
    '2026-03-01T12:30:00.000Z',
  ],
  [[at('2026-03-01T11:30:00Z', 'failed')], undefined],
])('after %j the next one is allowed from %s', (backups, expected) => {
  expect(nextAllowedAt(backups, limits, now)?.toISOString()).toBe(expected);
});
