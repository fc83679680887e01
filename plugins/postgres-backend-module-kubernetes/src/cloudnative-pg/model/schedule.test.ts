import { describeCron, scheduleToCron } from './schedule';

it.each([
  ['hourly', '0 0 * * * *'],
  ['every 6 hours', '0 0 */6 * * *'],
  ['daily at 02:05', '0 5 2 * * *'],
  ['weekly on sunday at 23:00', '0 0 23 * * 0'],
  ['monthly on day 28 at 00:30', '0 30 0 28 * *'],
])('converts %j into the cron expression %j and back', (schedule, cron) => {
  expect(scheduleToCron(schedule)).toBe(cron);
  expect(describeCron(cron)).toBe(schedule);
});

it.each([
  '',
  'daily',
  'daily at 25:00',
  'monthly on day 31 at 02:00',
  'every 7 hours',
  '0 2 * * *',
])('refuses the schedule %j', schedule => {
  expect(scheduleToCron(schedule)).toBeUndefined();
});

it('quotes a cron expression that has no description', () => {
  expect(describeCron('0 */10 * * * *')).toBe("cron '0 */10 * * * *'");
  expect(describeCron('0 0 3 * * 7')).toBe('weekly on sunday at 03:00');
});
