import { DateTime } from 'luxon';

/** `21 Nov 2026, 14:31:05 UTC`: a restore target leaves no room for a guess of the zone. */
export function formatUtc(iso: string): string {
  return DateTime.fromISO(iso, { zone: 'utc' }).toFormat(
    "d LLL yyyy, HH:mm:ss 'UTC'",
    {
      locale: 'en',
    },
  );
}

/** A sentence with its ISO times as people read them. */
export function spellOutTimes(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, iso =>
    formatUtc(iso),
  );
}

/** `4 min ago`. Clocks differ, so the near future counts as now. */
export function formatRelative(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const size = Math.abs(seconds);
  if (size < 2 || (seconds < 0 && size < 60)) return 'just now';
  const text = coarse(size);
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

function coarse(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} days`;
}
