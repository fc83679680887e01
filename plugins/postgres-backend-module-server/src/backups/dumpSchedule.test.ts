import { nextDumpAt } from './dumpSchedule';

const HOUR = 3_600_000;
const ref = 'server:main/orders';
const now = new Date('2026-03-04T12:00:00Z');
const dump = (startedAt: Date, status: 'finished' | 'failed' | 'running') => ({
  startedAt: startedAt.toISOString(),
  status,
});
const next = (...dumps: ReturnType<typeof dump>[]) =>
  nextDumpAt(ref, dumps, 24, now);
/** Start of the current period. */
const start = next();

it('is due without a dump in the current period', () => {
  expect(start.getTime()).toBeLessThanOrEqual(now.getTime());
  expect(now.getTime() - start.getTime()).toBeLessThan(24 * HOUR);
  expect(next(dump(new Date(start.getTime() - 1), 'finished'))).toEqual(start);
});

it('is due in the next period after a good or running dump in this one', () => {
  const nextPeriod = new Date(start.getTime() + 24 * HOUR);
  expect(next(dump(start, 'finished'))).toEqual(nextPeriod);
  expect(next(dump(start, 'running'))).toEqual(nextPeriod);
  expect(next(dump(now, 'failed'), dump(start, 'finished'))).toEqual(
    nextPeriod,
  );
});

it('is due an hour after a failure', () => {
  expect(next(dump(now, 'failed'))).toEqual(new Date(now.getTime() + HOUR));
});

it('has another time for each database, so that they are spread over the period', () => {
  const hours = Array.from({ length: 2400 }, (_, index) => {
    const at = nextDumpAt(`server:main/db${index}`, [], 24, now);
    return Math.floor((now.getTime() - at.getTime()) / HOUR);
  });
  const counts = Array.from(
    { length: 24 },
    (_, hour) => hours.filter(each => each === hour).length,
  );
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(150);
});
