import { cronOf, describeSchedule, nextRunAfter } from './schedule';

it.each([
  ['hourly', '0 * * * *'],
  ['every 6 hours', '0 */6 * * *'],
  ['daily at 02:05', '5 2 * * *'],
  ['weekly on sunday at 23:00', '0 23 * * 0'],
  ['monthly on day 28 at 00:30', '30 0 28 * *'],
])('converts %j to the cron expression %j and back', (text, cron) => {
  expect(cronOf(text)).toBe(cron);
  expect(describeSchedule(cron)).toBe(text);
});

it.each([
  '',
  'daily',
  'daily at 25:00',
  'monthly on day 31 at 02:00',
  'every 7 hours',
  '0 2 * * *',
])('rejects the schedule %j', text => {
  expect(cronOf(text)).toBeUndefined();
});

it('describes other cron expressions if they have a text', () => {
  expect(describeSchedule('*/10 * * * *')).toBeUndefined();
  expect(describeSchedule('0 3 * * 7')).toBe('weekly on sunday at 03:00');
});

it.each([
  ['hourly', '2026-02-28T23:00:00Z', '2026-03-01T00:00:00Z'],
  ['every 6 hours', '2026-02-28T17:59:59Z', '2026-02-28T18:00:00Z'],
  ['daily at 02:05', '2026-02-28T02:05:00Z', '2026-03-01T02:05:00Z'],
  ['daily at 02:05', '2026-02-28T02:04:59Z', '2026-02-28T02:05:00Z'],
  ['weekly on sunday at 23:00', '2026-02-23T00:00:00Z', '2026-03-01T23:00:00Z'],
  [
    'monthly on day 28 at 00:30',
    '2026-02-28T00:30:00Z',
    '2026-03-28T00:30:00Z',
  ],
])('runs %j after %s at %s', (text, after, next) => {
  expect(nextRunAfter(cronOf(text)!, new Date(after))).toEqual(new Date(next));
});

it('does not know when another cron expression runs', () => {
  expect(nextRunAfter('*/10 * * * *', new Date())).toBeUndefined();
});
