import { createSnapshot, aPart, NOW } from '../../__testUtils__/createSnapshot';
import { message } from '../../messages';
import { toDatabase } from '../toDatabase';
import { formatSchedule, schedulesOf } from './schedules';

it.each([
  ['0 0 2 * * *', 'daily at 02:00'],
  ['0 30 1 * * 0', 'weekly on sunday at 01:30'],
  ['0 0 */6 * * *', 'every 6 hours'],
  [
    '0 15,45 3 * * 1-5',
    'At 15 and 45 minutes past the hour, at 03:00, Monday through Friday',
  ],
  // Five fields: seconds first, and no day of the week.
  ['0 3 * * *', 'every hour at minute 3'],
  ['0 0 * * *', 'hourly'],
  ['0 0 2 * *', 'daily at 02:00'],
  ['0 0 2 1 *', 'monthly on day 1 at 02:00'],
  ['30 2 * * 0', "cron '30 2 * * 0'"],
  ['*/15 * * * *', 'Every 15 seconds'],
  ['0 */15 * * *', 'Every 15 minutes'],
  ['0 0 2 ? * MON', 'weekly on monday at 02:00'],
  ['0 0 2 * * 1-5', 'At 02:00, Monday through Friday'],
  ['0 0 2 * * */2', 'At 02:00, every 2 days of the week'],
  ['0 0 2 */3 * *', 'At 02:00, every 3 days in a month'],
  ['0 30 */6 * * *', 'At 30 minutes past the hour, every 6 hours'],
  ['0 0 2 * * * 2027', "cron '0 0 2 * * * 2027'"],
  ['0 2 * *', "cron '0 2 * *'"],
  ['@daily', 'daily at 00:00'],
  ['@weekly', 'weekly on sunday at 00:00'],
  ['@monthly', 'monthly on day 1 at 00:00'],
  ['@hourly', 'hourly'],
  ['@every 1h30m', 'every 1h30m'],
  ['nonsense', "cron 'nonsense'"],
])('%s is %s', (cron, text) => {
  expect(formatSchedule(cron)).toBe(text);
});

it('reports five fields, which are most likely a mistake, with the likely intention', () => {
  const given = (schedule: string) =>
    createSnapshot(
      {},
      {
        scheduledBackups: [
          aPart('scheduledBackups', 'daily', {
            spec: { cluster: { name: 'orders' }, schedule },
          }),
        ],
      },
    );
  const five = given('0 3 * * *');
  expect(schedulesOf(five)[0].description).toEqual(
    message('scheduleMistaken', {
      name: 'daily',
      times: 'every hour at minute 3',
    }),
  );
  const { attention, status } = toDatabase(five, NOW);
  expect(status.state).toBe('working');
  expect(attention).toContainEqual(
    expect.objectContaining({
      id: 'schedule-fields:daily',
      what: message('scheduleHasFiveFields', {
        name: 'daily',
        times: 'every hour at minute 3',
      }),
      nextStep: message('addSeconds', {
        times: 'daily at 03:00',
        cron: '0 0 3 * * *',
      }),
    }),
  );
  const six = toDatabase(given('0 0 3 * * *'), NOW);
  expect(six.attention.map(({ id }) => id)).toEqual(['no-backup']);
});
