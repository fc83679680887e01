import { DateTime } from 'luxon';
import type { Translate } from '../translation';
import { quantity } from './quantity';

// Always with the time zone, to be unambiguous.
const format = (time: DateTime) =>
  time.toFormat('d LLL yyyy, HH:mm:ss ZZZZ', { locale: 'en' });

/** Formats a time in the local time zone: `21 Nov 2026, 15:31:05 GMT+1`. */
export function formatLocal(iso: string): string {
  return format(DateTime.fromISO(iso));
}

/** Formats a time in UTC, as in logs: `21 Nov 2026, 14:31:05 UTC`. */
export function formatUtc(iso: string): string {
  return format(DateTime.fromISO(iso, { zone: 'utc' }));
}

const TIME = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** Splits a text so that every second part is an ISO time. */
export function splitAtTimes(text: string): string[] {
  return text.split(TIME);
}

/** Formats the age of a time: `4 min ago`. Clocks differ, so the near future counts as now. */
export function formatRelative(t: Translate, iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const size = Math.abs(seconds);
  if (size < 2 || (seconds < 0 && size < 60)) return t('time.justNow');
  const duration = durationText(t, size);
  return seconds > 0 ? t('time.ago', { duration }) : t('time.in', { duration });
}

function durationText(t: Translate, seconds: number): string {
  if (seconds < 60) return quantity(Math.floor(seconds), 's');
  if (seconds < 3600) return quantity(Math.floor(seconds / 60), 'min');
  if (seconds < 48 * 3600) return quantity(Math.floor(seconds / 3600), 'h');
  return t('time.days', { count: Math.floor(seconds / 86400) });
}
