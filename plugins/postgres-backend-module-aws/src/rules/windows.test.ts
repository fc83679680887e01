import { backupWindow, maintenanceWindow, windowsOverlap } from './windows';

it.each([
  ['03:00-04:00', { start: 180, length: 60 }],
  ['23:45-00:30', { start: 1425, length: 45 }],
  ['03:00-03:29', undefined],
  ['03:00-03:00', undefined],
  ['3:00-4:00', undefined],
  ['24:00-25:00', undefined],
  ['mon:03:00-mon:04:00', undefined],
])('reads the backup window %s', (text, expected) => {
  expect(backupWindow(text)).toEqual(expected);
});

it.each([
  ['mon:01:00-mon:02:00', { start: 60, length: 60 }],
  ['Sun:23:30-Mon:00:30', { start: 10050, length: 60 }],
  ['mon:01:00-mon:01:20', undefined],
  ['mon:01:00-wed:01:00', undefined],
  ['01:00-02:00', undefined],
  ['mum:01:00-mum:02:00', undefined],
])('reads the maintenance window %s', (text, expected) => {
  expect(maintenanceWindow(text)).toEqual(expected);
});

it.each([
  ['03:00-06:00', 'mon:00:00-mon:03:00', false],
  ['03:00-06:00', 'mon:02:00-mon:03:30', true],
  ['23:30-00:30', 'mon:00:00-mon:01:00', true],
  ['00:00-01:00', 'sun:23:30-mon:00:30', true],
  ['23:30-00:30', 'sun:22:00-sun:23:30', false],
])('compares %s and %s: %s', (daily, weekly, overlap) => {
  expect(windowsOverlap(backupWindow(daily)!, maintenanceWindow(weekly)!)).toBe(
    overlap,
  );
});
