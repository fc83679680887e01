import { Settings } from 'luxon';
import { formatBytes } from './bytes';
import { formatSeconds } from './duration';
import { formatLag } from './lag';
import { formatLocal, formatRelative, formatUtc, splitAtTimes } from './time';
import { translate as t } from '../__testUtils__/translate';

describe('format', () => {
  it.each([
    [0, '0\u00a0B'],
    [1023, '1023\u00a0B'],
    [1232, '1.2\u00a0kB'],
    [41_000_000, '39\u00a0MB'],
    [5e18, '4441\u00a0PB'],
  ])('formats %d bytes as %s', (bytes, expected) =>
    expect(formatBytes(bytes)).toBe(expected),
  );

  it.each([
    [0, '0\u00a0s'],
    [0.0008, '0.8\u00a0ms'],
    [0.00996, '10\u00a0ms'],
    [0.42, '420\u00a0ms'],
    [0.9999, '999\u00a0ms'],
    [1.04, '1\u00a0s'],
    [59.6, '60\u00a0s'],
    [135, '2\u00a0min 15\u00a0s'],
    [7200, '2\u00a0h'],
    [3 * 86400 + 3600, '3\u00a0d 1\u00a0h'],
  ])('formats %d seconds as %s', (seconds, expected) =>
    expect(formatSeconds(seconds)).toBe(expected),
  );

  it('never shows an unknown lag as zero', () => {
    expect(formatLag(t, undefined)).toBe('unknown');
    expect(formatLag(t, {})).toBe('unknown');
    expect(formatLag(t, { seconds: 0 })).toBe('0\u00a0s');
    expect(formatLag(t, { seconds: 3, bytes: 2048 })).toBe(
      '3\u00a0s (2.0\u00a0kB)',
    );
  });

  it('finds the times in a sentence', () => {
    expect(
      splitAtTimes('The last one is of 2026-11-21T01:11:22.000Z, or earlier.'),
    ).toEqual([
      'The last one is of ',
      '2026-11-21T01:11:22.000Z',
      ', or earlier.',
    ]);
    expect(splitAtTimes('No login.')).toEqual(['No login.']);
  });

  it('formats a time in the local zone and in UTC, each with its zone', () => {
    const { defaultZone } = Settings;
    Settings.defaultZone = 'Europe/Berlin';
    try {
      const iso = '2026-11-21T16:31:05+02:00';
      expect(formatLocal(iso)).toBe('21 Nov 2026, 15:31:05 GMT+1');
      expect(formatUtc(iso)).toBe('21 Nov 2026, 14:31:05 UTC');
    } finally {
      Settings.defaultZone = defaultZone;
    }
  });

  it.each([
    [0, 'just now'],
    [-20, 'just now'],
    [42, '42\u00a0s ago'],
    [240, '4\u00a0min ago'],
    [3 * 3600, '3\u00a0h ago'],
    [72 * 3600, '3 days ago'],
    [-9 * 3600, 'in 9\u00a0h'],
  ])('formats %d seconds before now as %s', (age, expected) => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(
      formatRelative(t, new Date(now - age * 1000).toISOString(), now),
    ).toBe(expected);
  });
});
