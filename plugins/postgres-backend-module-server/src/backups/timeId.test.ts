import { timeId, timeOf } from './timeId';

it('formats and parses a time with milliseconds', () => {
  const time = new Date('2026-01-31T23:59:59.123Z');
  expect(timeId(time)).toBe('20260131T235959123Z');
  expect(timeOf(timeId(time))).toEqual(time);
  expect(timeOf('20260131T235959Z')).toBeUndefined();
});
