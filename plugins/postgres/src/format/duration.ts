import { quantity } from './quantity';

/** Formats a duration in its largest one or two units. */
export function formatSeconds(seconds: number): string {
  // The lag of a healthy standby is less than a second, and changes of it should be visible.
  if (seconds > 0 && seconds < 1) return formatMilliseconds(seconds * 1000);
  if (seconds < 10) return quantity(Number(seconds.toFixed(1)), 's');
  if (seconds < 60) return quantity(Math.round(seconds), 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return join(minutes, 'min', Math.round(seconds % 60), 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return join(hours, 'h', minutes % 60, 'min');
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function formatMilliseconds(milliseconds: number): string {
  return quantity(
    milliseconds < 10
      ? Number(milliseconds.toFixed(1))
      : Math.min(999, Math.round(milliseconds)),
    'ms',
  );
}

function join(
  big: number,
  bigUnit: string,
  small: number,
  smallUnit: string,
): string {
  const first = quantity(big, bigUnit);
  return small ? `${first} ${quantity(small, smallUnit)}` : first;
}
