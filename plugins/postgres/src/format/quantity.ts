const NO_BREAK_SPACE = '\u00a0';

/** Returns a number with its unit, which stay on one line. */
export function quantity(value: number | string, unit: string): string {
  return `${value}${NO_BREAK_SPACE}${unit}`;
}
