import { describeCron, scheduleToCron } from './schedule';

it.each([
  ['hourly', '0 0 * * * *'],
  ['every 6 hours', '0 0 */6 * * *'],
  ['daily at 02:05', '0 5 2 * * *'],
  ['weekly on sunday at 23:00', '0 0 23 * * 0'],
  ['monthly on day 28 at 00:30', '0 30 0 28 * *'],
])('turns %j into the cron %j and back', (words, cron) => {
  expect(scheduleToCron(words)).toBe(cron);
  expect(describeCron(cron)).toBe(words);
});

it.each([
  '',
  'daily',
  'daily at 25:00',
  'monthly on day 31 at 02:00',
  'every 7 hours',
  '0 2 * * *',
])('knows no schedule %j', words => {
  expect(scheduleToCron(words)).toBeUndefined();
});

it('shows a cron that no words fit as it is', () => {
  expect(describeCron('0 */10 * * * *')).toBe("cron '0 */10 * * * *'");
  expect(describeCron('0 0 3 * * 7')).toBe('weekly on sunday at 03:00');
});
