import { inWords } from './schedules';

it.each([
  ['0 0 2 * * *', 'daily at 02:00'],
  ['0 30 1 * * 0', 'weekly on sunday at 01:30'],
  ['0 0 */6 * * *', 'every 6 hours'],
  [
    '0 15,45 3 * * 1-5',
    'At 15 and 45 minutes past the hour, at 03:00, Monday through Friday',
  ],
  ['@daily', 'At 00:00'],
  ['@every 1h30m', 'every 1h30m'],
  ['nonsense', "cron 'nonsense'"],
])('%s is %s', (cron, words) => {
  expect(inWords(cron)).toBe(words);
});
