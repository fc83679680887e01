import { cronOf, describeSchedule } from './schedule';

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
