import { quantity } from './quantity';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Formats a size like PostgreSQL's `pg_size_pretty`: steps of 1024, short units. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return quantity(
    unit && value < 10 ? value.toFixed(1) : Math.round(value),
    UNITS[unit],
  );
}
